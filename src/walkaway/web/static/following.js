// An answer that takes long, on any page.
(function () {
  "use strict";

  // An answer that takes long: how far it is, and a way to give it up; a promise of what it is.
  function follow(path, place, signal) {
    return new Promise(function (go, stop) {
      var source = new EventSource(path), words = document.createElement("p"), bar = document.createElement("progress");
      var step = document.createElement("span"), end = document.createElement("button");
      function over(how, what) { source.close(); words.remove(); place.setAttribute("aria-busy", "false"); how(what); }
      words.className = "working";
      bar.setAttribute("aria-label", "how far it is");
      step.textContent = "Working it out …";
      end.type = "button";
      end.textContent = "Stop";
      end.addEventListener("click", function () { over(stop, ["Stopped."]); });
      words.append(bar, " ", step, " ", end);
      place.setAttribute("aria-busy", "true");
      place.prepend(words);
      if (signal) { signal.addEventListener("abort", function () { over(stop, []); }); }
      source.addEventListener("progress", function (event) {
        var told = JSON.parse(event.data);
        step.textContent = "Working it out: " + told[0] + " …";
        if (told[1] > 0) { bar.value = told[1]; } else { bar.removeAttribute("value"); }
      });
      source.addEventListener("done", function (event) { over(go, JSON.parse(event.data)); });
      source.addEventListener("refused", function (event) { over(stop, JSON.parse(event.data)); });
      source.addEventListener("overtaken", function () { over(stop, []); });
      source.onerror = function () { if (window.bench) { window.bench.gone(); } over(stop, []); };
    });
  }

  window.follow = follow;
})();
