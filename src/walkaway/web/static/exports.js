// What leaves the page: made with its progress, then taken as a file.
(function () {
  "use strict";
  var bench = window.bench, byId = bench.byId;

  byId("export").addEventListener("click", function () { byId("exported").replaceChildren(); byId("exporting").showModal(); });
  byId("export-no").addEventListener("click", function () { byId("exporting").close(); });
  byId("exporting").addEventListener("click", function (event) {
    var form = event.target.dataset.export;
    if (!form) { return; }
    var asked = "export/" + form + "?" + new URLSearchParams({ version: byId("export-which").value });
    bench.follow("slow/" + asked, byId("exported")).then(function (name) {
      var link = document.createElement("a");
      link.href = asked;
      link.download = name;
      link.textContent = name;
      byId("exported").replaceChildren("Written: ", link);
      link.click();
    }, function (faults) { byId("exported").textContent = faults.join(" "); });
  });
})();
