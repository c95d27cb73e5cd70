// Answers: the verdict at once, the rest when nothing moves; what takes long tells how far it is and can be stopped.
(function () {
  "use strict";
  var WIDE = 660;      // what a wide chart takes
  var STILL = 150;     // milliseconds without a move before the rest is worked out
  var LONG = 800;      // milliseconds that a next move waits for the verdict of the one before
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
    place.querySelectorAll(":has(> table)").forEach(function (one) { if (one.scrollWidth > one.clientWidth) { one.tabIndex = 0; } });
    var drawn = Array.from(place.querySelectorAll(".chart .box." + size)).map(wake);
    Promise.allSettled(drawn).then(function () { place.style.minHeight = ""; });
  }

  // Something that is to be judged, with the way to its control where there is one.
  function missing(line) {
    var item = document.createElement("li"), go = document.createElement("button"), what = line.replace(/ \(\d+\)$/, "");
    var panel = Array.from(document.querySelectorAll("#controls .panel")).find(function (one) {
      var title = one.querySelector("summary").firstChild.textContent.trim();
      return what.startsWith(title + ": ") && (what = what.slice(title.length + 2));
    });
    if (!panel) { item.textContent = line; return item; }
    what = what.replace(/^the (scores of )?/, "").toLowerCase();
    go.type = "button";
    go.textContent = line;
    go.addEventListener("click", function () {
      var some = Array.from(panel.querySelectorAll(".control"));
      var box = some.find(function (one) { return one.querySelector("legend").textContent.toLowerCase().includes(what); }) || some[0];
      bench.byId("tab-judgements").click();
      panel.open = true;
      box.hidden = panel.hidden = false;
      box.scrollIntoView({ block: "nearest" });
      box.querySelector("input:not([tabindex='-1'])").focus();
    });
    item.append(go);
    return item;
  }

  // Without a verdict, as of a draft, the reason stands where it would.
  function refused(place, faults) {
    if (place.dataset.section !== "opening") { bench.tell(faults); return; }
    var lines = faults.join("\n").split("\n"), words = document.createElement("p"), list = document.createElement("ul");
    var head = document.createElement("p"), said = lines.filter(function (one) { return !one.startsWith("  - "); }).join("\n");
    var draft = /^a draft: ([^;\n]+); ([^]+)$/.exec(said);
    function sentence(text) { return text[0].toUpperCase() + text.slice(1); }
    head.className = "verdict";
    head.textContent = draft ? sentence(draft[1]) + "." : "";
    head.hidden = !draft;
    words.className = "note lines";
    words.textContent = draft ? sentence(draft[2]) + ". Each line leads to its place." : said;
    list.className = "missing";
    lines.filter(function (one) { return one.startsWith("  - "); }).forEach(function (one) { list.append(missing(one.slice(4))); });
    place.classList.remove("first");
    place.replaceChildren(head, words, list);
    ["picture", "deals"].forEach(function (name) { document.querySelector(".answer[data-section=" + name + "]").replaceChildren(); });
  }

  function fetchPart(path, place, put, signal) {
    place.setAttribute("aria-busy", "true");
    return bench.ask(path, signal).then(function (answer) {
      return answer.text().then(function (text) {
        if (answer.ok) { put(place, text); return; }
        if (answer.status === 409) { bench.refresh(); }  // it was moved elsewhere, in another tab
        else { refused(place, answer.status === 422 ? JSON.parse(text).faults : ["It could not be worked out."]); }
        throw new Error("refused");
      });
    });
  }

  // The verdict takes the place of the one before; what it does not say yet stays, paler, until it is known.
  function swap(place, text) {
    var fresh = document.createElement("div"), parts = "[data-told], .verdict-bar, .bottom > .note";
    fresh.innerHTML = text;
    var olds = place.querySelectorAll(parts), news = fresh.querySelectorAll(parts);
    var alike = olds.length === news.length && Array.from(olds).every(function (one, at) { return one.tagName === news[at].tagName; });
    if (!alike || !olds.length) { show(place, text); }
    else { olds.forEach(function (one, at) { one.replaceWith(news[at]); }); }
    place.classList.add("early");
    place.setAttribute("aria-busy", "false");
  }

  function whole(place, text) { place.classList.remove("early", "first"); show(place, text); }

  // The verdict comes first, from few draws, where it has not come with the answer to the move; the rest
  // follows when nothing has moved for a while. Gives a promise of the verdict, so that a slider that is
  // dragged shows one after the other and starves none; but where the verdict itself takes long, the next
  // move does not wait for it. What is told already is only drawn anew, in another width.
  function answerAll(since, verdict, drawn) {
    if (asking) { asking.abort(); }
    var mine = asking = new AbortController();
    var at = since || performance.now();
    function place(name) { return document.querySelector(".answer[data-section=" + name + "]"); }
    var of = "?of=" + bench.state().digest;
    function part(name, quick) {
      return fetchPart("section/" + name + of + (quick ? "&quick=true" : ""), place(name), whole, mine.signal);
    }
    ["opening", "picture", "deals"].forEach(function (name) { place(name).setAttribute("aria-busy", "true"); });
    function told() {
      if (mine.signal.aborted) { return; }
      document.body.dataset.took = Math.round(performance.now() - at);
      document.body.dataset.digest = bench.state().digest;
    }
    var first;
    if (drawn) { first = Promise.resolve(); }
    else if (verdict) { swap(place("opening"), verdict); told(); first = Promise.resolve(); }
    else { first = fetchPart("verdict" + of, place("opening"), swap, mine.signal).finally(told); }
    first.then(function () { return still(mine.signal); })
      .then(function () { return drawn ? undefined : part("picture", true); })
      .then(function () { return part("opening", false); })
      .then(function () { return part("picture", false); })
      .then(function () { return part("deals", false); })
      .then(function () {
        var open = Array.from(document.querySelectorAll("details.slow"));
        open.forEach(function (one) { one.dataset.of = ""; });
        return open.filter(function (one) { return one.open; }).reduce(function (before, one) {
          return before.then(function () { return slow(one, mine.signal); });
        }, Promise.resolve());
      }).catch(function (error) {
        if (mine.signal.aborted) { return; }  // given up: the next move asks again
        if (error instanceof TypeError) { bench.gone(); }
        ["opening", "picture", "deals"].forEach(function (name) { place(name).setAttribute("aria-busy", "false"); });
      });
    return Promise.race([first.catch(function () { /* as above */ }), new Promise(function (go) {
      window.setTimeout(go, LONG);
    })]);
  }

  function still(signal) {
    return new Promise(function (go, stop) {
      window.setTimeout(function () { if (signal.aborted) { stop(new Error("moved")); } else { go(); } }, STILL);
    });
  }

  function slow(details, signal) {
    if (!details.open || details.dataset.of === bench.state().digest) { return Promise.resolve(); }
    var place = details.querySelector(".answer"), of = bench.state().digest;
    return window.follow("slow/section/" + details.dataset.section + "?of=" + of, place, signal).then(function (text) {
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
    var width = bench.byId("answers").clientWidth, now = width < WIDE;
    if (!width || now === before) { return; }  // without a width nothing is seen
    before = now;
    answerAll(undefined, undefined, !document.querySelector("#answers > .answer[aria-busy=true], #opening.early"));
  }).observe(bench.byId("answers"));

  bench.answerAll = answerAll;
  bench.follow = window.follow;
  bench.show = show;
  bench.signal = function () { return asking && asking.signal; };
})();
