// Answers: the verdict at once, the rest when nothing moves; what takes long tells how far it is and can be stopped.
(function () {
  "use strict";
  var WIDE = 660;      // what a wide chart takes
  var STILL = 150;     // milliseconds without a move before the rest is worked out
  var bench = window.bench;
  var asking = null;   // what is asked of the case as it now is; given up when it moves

  function wake(box) {
    var live = box.querySelector(".live");
    var options = {
      ast: true, actions: false, renderer: "svg", defaultStyle: false, mode: "vega-lite",
      tooltip: { disableDefaultStyle: true, offsetX: 14, offsetY: 14 }
    };
    return window.vegaEmbed(live, JSON.parse(box.querySelector("script").textContent), options).then(function () {
      live.setAttribute("role", "img");
      live.setAttribute("aria-label", box.dataset.alt);
      box.classList.add("awake");
    });
  }

  function show(place, text) {
    // The new section is made ready out of sight and then takes the place of the old one: nothing jumps.
    var fresh = document.createElement("div");
    fresh.innerHTML = text;
    var size = place.clientWidth < WIDE ? "narrow" : "wide";
    place.dataset.size = size;
    place.style.minHeight = place.offsetHeight + "px";
    place.replaceChildren.apply(place, Array.from(fresh.childNodes));
    place.setAttribute("aria-busy", "false");
    var drawn = Array.from(place.querySelectorAll(".chart .box." + size)).map(wake);
    Promise.allSettled(drawn).then(function () { place.style.minHeight = ""; });
  }

  function fetchSection(name, place, quick, signal) {
    place.setAttribute("aria-busy", "true");
    var path = "section/" + name + "?of=" + bench.state().digest + (quick ? "&quick=true" : "");
    return bench.ask(path, signal).then(function (answer) {
      return answer.text().then(function (text) {
        if (answer.ok) { show(place, text); return true; }
        if (answer.status === 422) { bench.tell(JSON.parse(text).faults); }
        place.setAttribute("aria-busy", "false");
        return false;
      });
    });
  }

  // The verdict comes first, from few draws; the rest follows when nothing has moved for a while. Gives a
  // promise of the verdict, so that a slider that is dragged shows one after the other and starves none.
  function answerAll(since) {
    if (asking) { asking.abort(); }
    var mine = asking = new AbortController();
    var at = since || performance.now();
    function place(name) { return document.querySelector(".answer[data-section=" + name + "]"); }
    function part(name, quick) { return fetchSection(name, place(name), quick, mine.signal); }
    ["opening", "picture", "deals"].forEach(function (name) { place(name).setAttribute("aria-busy", "true"); });
    var first = part("opening", true).then(function (fine) {
      document.body.dataset.took = Math.round(performance.now() - at);
      document.body.dataset.digest = bench.state().digest;
      if (!fine) { throw new Error("refused"); }
    });
    first.then(function () { return still(mine.signal); })
      .then(function () { return part("picture", true); })
      .then(function () { return part("opening", false); })
      .then(function () { return part("picture", false); })
      .then(function () { return part("deals", false); })
      .then(function () {
        var open = Array.from(document.querySelectorAll("details.slow"));
        open.forEach(function (one) { one.dataset.of = ""; });
        return open.filter(function (one) { return one.open; }).reduce(function (before, one) {
          return before.then(function () { return slow(one, mine.signal); });
        }, Promise.resolve());
      }).catch(function () { /* given up, or refused and said */ });
    return first.catch(function () { /* as above */ });
  }

  function still(signal) {
    return new Promise(function (go, stop) {
      window.setTimeout(function () { if (signal.aborted) { stop(new Error("moved")); } else { go(); } }, STILL);
    });
  }

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
      source.onerror = function () { over(stop, []); };
    });
  }

  function slow(details, signal) {
    if (!details.open || details.dataset.of === bench.state().digest) { return Promise.resolve(); }
    var place = details.querySelector(".answer"), of = bench.state().digest;
    return follow("slow/section/" + details.dataset.section + "?of=" + of, place, signal).then(function (text) {
      show(place, text);
      details.dataset.of = of;
    }, function (faults) { if (Array.isArray(faults)) { bench.tell(faults); } });
  }

  document.querySelectorAll("details.slow").forEach(function (one) {
    one.addEventListener("toggle", function () {
      slow(one, asking ? asking.signal : undefined).catch(function () { /* given up */ });
    });
  });

  var before = bench.byId("answers").clientWidth < WIDE;
  new ResizeObserver(function () {
    var now = bench.byId("answers").clientWidth < WIDE;
    if (now !== before) { before = now; answerAll(); }
  }).observe(bench.byId("answers"));


  bench.answerAll = answerAll;
  bench.follow = follow;
  bench.show = show;
  bench.signal = function () { return asking && asking.signal; };
})();
