// Statements into the record or rejected, and conflicts kept as accounts: each a step that can be taken back.
(function () {
  "use strict";
  var bench = window.bench, byId = bench.byId, papers = bench.papers;

  papers.found = function () { return papers.html("conflicts", byId("conflicts")); };
  papers.shown = function (name) { return papers.html("statements?" + new URLSearchParams({ name: name }), byId("paper-said")); };

  // What was asked; told beside it where it is refused, and the focus kept near where it was, unless it went on.
  function done(path, body, box, words, near) {
    return papers.send(path, body).then(function (answer) {
      if (!answer.ok) { box.querySelector(".fault").textContent = answer.data.faults.join(" "); return undefined; }
      papers.tell(words);
      return papers.enter(answer.data)
        .then(function () { return Promise.all([papers.again(), papers.found()]); })
        .then(function () { var to = near(); if (to && document.activeElement === document.body) { to.focus(); } });
    });
  }

  function at(box) {
    var place = Array.from(box.parentNode.children).indexOf(box);
    return function () {
      var some = byId("document-open").querySelectorAll(".statements > li");
      var one = some[Math.min(place, some.length - 1)];
      return one ? one.querySelector("summary, button") || byId("paper-title") : byId("paper-title");
    };
  }

  byId("document-open").addEventListener("submit", function (event) {
    if (!event.target.classList.contains("accepting")) { return; }
    event.preventDefault();
    var box = event.target.closest("[data-statement]");
    done("accept", { id: box.dataset.statement, by: box.querySelector("select").value, act: box.querySelector("textarea").value },
      box, "In the record, not yet saved.", at(box));
  });

  byId("document-open").addEventListener("click", function (event) {
    if (!event.target.classList.contains("rejecting")) { return; }
    var box = event.target.closest("[data-statement]");
    done("reject", { id: box.dataset.statement }, box, "It is not offered again.", at(box));
  });

  function title() { return byId("conflicts-title") || byId("documents").querySelector("summary"); }

  byId("conflicts").addEventListener("submit", function (event) {
    event.preventDefault();
    var box = event.target, chosen = box.querySelector("[name=settled]:checked").value;
    done("account", {
      first: box.dataset.first, second: box.dataset.second, question: box.querySelector(".question").value, settled: chosen || null
    }, box, "An account of the case, not yet saved.", title);
  });

  byId("conflicts").addEventListener("change", function (event) {
    if (!event.target.classList.contains("settling")) { return; }
    var box = event.target.closest("[data-account]"), key = box.dataset.account;
    done("settle", { account: key, told: event.target.value }, box, "Settled, not yet saved.", function () {
      var again = Array.from(byId("conflicts").querySelectorAll("[data-account]")).find(function (one) { return one.dataset.account === key; });
      return again && again.querySelector("select");
    });
  });
})();
