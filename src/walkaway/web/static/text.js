// The whole case as text: checked while it is typed, each fault a way to its line, written after the difference is seen.
(function () {
  "use strict";
  var bench = window.bench, byId = bench.byId, field = byId("text"), began = "", waits = 0, asking = null;

  function state(words, ready) { byId("text-state").textContent = words; byId("text-yes").disabled = !ready; }

  function go(line) {
    var lines = field.value.split("\n"), start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    field.focus();
    field.setSelectionRange(start, start + (lines[line - 1] || "").length);
    field.scrollTop = (line - 4) * field.scrollHeight / lines.length;
  }

  function shown(data) {
    byId("text-difference").textContent = data.difference || "Nothing.";
    byId("text-faults").replaceChildren.apply(byId("text-faults"), data.faults.map(function (one) {
      var item = document.createElement("li"), way = document.createElement("button");
      way.type = "button";
      way.className = one.level;
      way.textContent = (one.line ? "line " + one.line + ": " : "") + one.text;
      way.addEventListener("click", function () { go(one.line || 1); });
      item.append(way);
      return item;
    }));
    var stops = data.faults.filter(function (one) { return one.level === "fault"; }).length;
    state(stops ? "Not yet a case that can be read." : data.faults.length ? "It reads; some things are doubtful." : "No faults.",
      !stops && data.difference !== "");
  }

  function check() {
    if (asking) { asking.abort(); }
    asking = new AbortController();
    return bench.ask("check", asking.signal, { text: field.value }).then(function (answer) { return answer.json(); })
      .then(shown).catch(function (error) { if (error.name !== "AbortError") { state(bench.words, false); } });
  }

  field.addEventListener("input", function () {
    state("Checking …", false);
    window.clearTimeout(waits);
    waits = window.setTimeout(check, 300);
  });

  byId("edit").addEventListener("click", function () {
    bench.idle().then(function () { return bench.ask("text"); }).then(function (answer) { return answer.json(); }).then(function (data) {
      began = field.value = data.text;
      byId("editing").showModal();
      field.focus();
      field.setSelectionRange(0, 0);
      return check();
    });
  });
  byId("text-no").addEventListener("click", function () { byId("editing").close(); });
  byId("editing").addEventListener("cancel", function (event) {
    // Escape does not throw away what was typed.
    if (field.value !== began) { event.preventDefault(); state("“Not now” throws away what was typed.", !byId("text-yes").disabled); }
  });
  byId("text-yes").addEventListener("click", function () {
    bench.ask("rewrite", undefined, { text: field.value, began: began }).then(function (answer) {
      return answer.json().then(function (data) {
        if (answer.ok) { window.location.reload(); } else { state(data.faults.join(" "), false); }
      });
    });
  });
})();
