// A document out of the case: what rests on it is shown first; its file is moved aside only when that is asked for too.
(function () {
  "use strict";
  var bench = window.bench, byId = bench.byId, papers = bench.papers, open = byId("document-open");

  function button(words, go) {
    var one = document.createElement("button");
    one.type = "button";
    one.textContent = words;
    one.addEventListener("click", go);
    return one;
  }

  function name() { return open.querySelector(".paper").dataset.name; }
  function closed() { byId("paper-goes").hidden = true; if (byId("paper-leave")) { byId("paper-leave").focus(); } }

  function asked(words, lines, yes, no) {
    var place = byId("paper-goes"), list = document.createElement("ul");
    lines.forEach(function (line) { var item = document.createElement("li"); item.textContent = line; list.append(item); });
    place.replaceChildren(words, list, yes, " ", no);
    place.hidden = false;
    no.focus();
  }

  function leave(sure) {
    return papers.send("leave", { document: name(), sure: sure }).then(function (answer) {
      if (!answer.ok) { papers.tell(answer.data.faults.join(" ")); return undefined; }
      if (answer.data.rests) {
        asked("This rests on it, and goes with it:", answer.data.rests, button("Take all of it out", function () { leave(true); }),
          button("Keep it", closed));
        return undefined;
      }
      return papers.enter(answer.data).then(papers.again).then(function () {
        asked("Nothing in the case rests on it. Its file lies in “documents” still, and is read.", [],
          button("Move the file aside, into “taken-out”", function () { move({ document: name() }, "Moved aside into “taken-out”: "); }),
          button("Leave it there", closed));
      });
    });
  }

  function move(body, words) {
    return papers.send("aside", body).then(function (answer) {
      if (!answer.ok) { papers.tell(answer.data.faults.join(" ")); return undefined; }
      byId("paper-goes").hidden = true;
      if (!body.back) { open.hidden = true; open.replaceChildren(); }
      papers.tell(words + answer.data.moved_file + ".");
      return papers.enter(answer.data).then(papers.all).then(function () {
        (byId("document-list").querySelector("button") || byId("documents").querySelector("summary")).focus();
      });
    });
  }

  // What is asked is of the document that is open, and goes with it.
  open.addEventListener("click", function (event) {
    if (event.target.id === "paper-leave") { leave(false); }
    if (event.target.id === "paper-close") { byId("paper-goes").hidden = true; }
  });
  byId("document-list").addEventListener("click", function (event) {
    byId("paper-goes").hidden = true;
    var one = event.target.closest("[data-back]");
    if (one) { move({ document: one.dataset.back, back: true }, "Put back: "); }
  });
})();
