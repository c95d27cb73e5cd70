(function () {
  "use strict";
  var narrow = window.matchMedia("(max-width: 640px)");

  function wake(box) {
    var live = box.querySelector(".live"), data = box.querySelector("script");
    if (!data || box.dataset.woken) { return; } // a drawing without data stays as it is
    box.dataset.woken = "1";
    var spec = JSON.parse(data.textContent);
    var options = {
      ast: true, actions: false, renderer: "svg", defaultStyle: false, mode: "vega-lite",
      tooltip: { disableDefaultStyle: true, offsetX: 14, offsetY: 14 }
    };
    window.vegaEmbed(live, spec, options).then(function () {
      live.setAttribute("aria-label", box.dataset.alt);
      box.classList.add("awake");
    }).catch(function () { live.textContent = ""; });
  }

  function look() {
    var size = narrow.matches ? "narrow" : "wide";
    document.querySelectorAll(".chart .box." + size).forEach(wake);
  }

  var opened = [];
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".group:not([open]), .more:not([open]), .terms-of:not([open]), .ledger .cite:not([open])").forEach(function (item) { item.open = true; opened.push(item); });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (item) { item.open = false; });
    opened = [];
  });

  narrow.addEventListener("change", look);
  look();
})();
