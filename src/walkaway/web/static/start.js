// The first page: choose a case, and it is there.
(function () {
  "use strict";
  function begin(body) {
    document.body.setAttribute("aria-busy", "true");
    return fetch("start", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
      credentials: "omit", cache: "no-store"
    }).then(function (answer) {
      return answer.json().then(function (data) {
        if (answer.ok) { window.location.reload(); return; }
        document.getElementById("told").textContent = data.faults.join(" ");
      });
    }).catch(function () {
      document.getElementById("told").textContent = "The program does not answer any more: start it again.";
    }).finally(function () { document.body.removeAttribute("aria-busy"); });
  }
  document.getElementById("begin").addEventListener("submit", function (event) {
    event.preventDefault();
    begin({ way: "new", what: document.querySelector("[name=kind]:checked").value, name: document.getElementById("name").value.trim() });
  });
  document.addEventListener("click", function (event) {
    var one = event.target.closest("[data-way]");
    if (one) { begin({ way: one.dataset.way, what: one.dataset.what }); }
  });

  // Documents wait here until a case is drafted from them.
  function waiting(names) {
    var list = document.getElementById("waiting");
    list.replaceChildren.apply(list, names.map(function (name) {
      var item = document.createElement("li"), drop = document.createElement("button");
      drop.type = "button";
      drop.dataset.dropped = name;
      drop.textContent = name + " ×";
      drop.setAttribute("aria-label", "Leave out " + name);
      item.append(drop);
      return item;
    }));
    document.getElementById("draft-yes").disabled = !names.length;
  }

  function say(words) { document.getElementById("drop-told").textContent = words; }

  function put(files) {
    var left = Array.from(files), wrong = [];
    function next() {
      var file = left.shift();
      if (!file) { say(wrong.join(" ")); return undefined; }
      say("Reading " + file.name + " …");
      return window.files.upload("upload", file).then(function (answer) {
        if (answer.ok) { waiting(answer.data.names); } else { wrong = wrong.concat(answer.data.faults); }
      }).catch(function () { wrong.push(file.name + " is too large, or the program does not answer any more."); }).then(next);
    }
    return next();
  }

  window.files.dropped(document.getElementById("drop"), document.getElementById("pick"), put);
  document.getElementById("waiting").addEventListener("click", function (event) {
    var one = event.target.closest("[data-dropped]");
    if (!one) { return; }
    fetch("dropped", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name: one.dataset.dropped }),
      credentials: "omit", cache: "no-store"
    }).then(function (answer) { return answer.json(); }).then(function (data) {
      waiting(data.names);
      document.getElementById("pick").focus();
    });
  });
  document.getElementById("draft").addEventListener("submit", function (event) {
    event.preventDefault();
    var name = document.getElementById("draft-name").value.trim();
    window.follow("slow/draft?" + new URLSearchParams({ name: name }), document.getElementById("draft-working")).then(function () {
      window.location.reload();
    }, function (faults) { say(faults.join(" ")); });
  });
})();
