// The way back and forth, and into the file: the difference is seen first.
(function () {
  "use strict";
  var bench = window.bench, byId = bench.byId, opening = false;

  byId("back").addEventListener("click", function () { bench.turn("back"); });
  byId("again").addEventListener("click", function () { bench.turn("again"); });
  byId("reset").addEventListener("click", function () { bench.turn("reset"); });
  // What was moved last is answered first: the lines are those of the case as it is on the page.
  function openSaving() {
    if (opening) { return; }
    opening = true;
    byId("save-fault").textContent = "";
    bench.refresh().then(function () {
      if (byId("save").disabled) { return undefined; }
      byId("save").disabled = true;
      return bench.ask("difference").then(function (answer) { return answer.json(); }).then(shown);
    }).catch(bench.gone).finally(function () { opening = false; bench.changed(); });
  }
  function shown(data) {
    byId("difference").textContent = data.difference || data.faults.join("\n");
    if (bench.state().outside) { byId("save-fault").textContent = "The file was changed by somebody else meanwhile."; }
    byId("saving").showModal();
  }
  function busy(is) {
    byId("save-yes").disabled = is || bench.state().outside;
    byId("save-yes").textContent = is ? "Saving …" : "Save";
  }
  byId("save").addEventListener("click", openSaving);
  byId("save-no").addEventListener("click", function () { byId("saving").close(); });
  byId("save-yes").addEventListener("click", function () {
    busy(true);
    // A field that was left for the dialog has moved once more, which is answered first.
    bench.idle().then(function () {
      return bench.ask("save", undefined, { difference: byId("difference").textContent });
    }).then(function (answer) {
      return answer.json().then(function (data) {
        if (!answer.ok) { byId("save-fault").textContent = data.faults.join(" "); return bench.refresh(); }
        byId("saving").close();
        bench.tell(["Saved."]);
        return bench.enter(data);
      });
    }).catch(function () { byId("save-fault").textContent = bench.words; }).finally(function () { busy(false); });
  });
  // The file as another program left it is taken up, with what was moved over it.
  function outside() {
    var is = bench.state().outside;
    byId("outside").hidden = byId("saving").querySelector(".reread").hidden = !is;
    byId("save-yes").disabled = is;
  }
  document.addEventListener("state", outside);
  document.querySelectorAll(".reread").forEach(function (button) {
    button.addEventListener("click", function () {
      bench.idle().then(function () { return bench.ask("reread", undefined, {}); }).then(function (answer) {
        return answer.json().then(function (data) {
          if (answer.ok) { window.location.reload(); return; }
          bench.tell(data.faults);
          byId("save-fault").textContent = data.faults.join(" ");
        });
      }).catch(bench.gone);
    });
  });
  document.addEventListener("keydown", function (event) {
    if (!(event.ctrlKey || event.metaKey) || byId("saving").open) { return; }
    var key = event.key.toLowerCase();
    if (key === "s") { event.preventDefault(); openSaving(); }
    if (event.target.matches("textarea, input:not([type=number], [type=range], [type=checkbox])")) { return; }
    if (key === "z" && !event.shiftKey) { event.preventDefault(); bench.turn("back"); }
    if (key === "y" || (key === "z" && event.shiftKey)) { event.preventDefault(); bench.turn("again"); }
  });
})();
