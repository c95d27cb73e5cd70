// A copy of a case that nobody may write into: made in a folder of one's own, where the page goes on.
(function () {
  "use strict";
  var bench = window.bench, byId = bench.byId, dialog = byId("copying");
  if (!dialog) { return; }
  byId("copy").addEventListener("click", function () { byId("copy-fault").textContent = ""; dialog.showModal(); byId("copy-name").select(); });
  byId("copy-no").addEventListener("click", function () { dialog.close(); });
  byId("copy-form").addEventListener("submit", function (event) {
    event.preventDefault();
    byId("copy-yes").disabled = true;
    bench.idle().then(function () { return bench.ask("copy", undefined, { name: byId("copy-name").value.trim() }); }).then(function (answer) {
      return answer.json().then(function (data) {
        if (answer.ok) { window.location.reload(); return; }
        byId("copy-fault").textContent = data.faults.join(" ");
      });
    }).catch(function () { byId("copy-fault").textContent = bench.words; }).finally(function () { byId("copy-yes").disabled = false; });
  });
})();
