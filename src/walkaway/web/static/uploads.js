// Files that are dropped or chosen, and how their bytes go to the program: to this machine, and nowhere else.
(function () {
  "use strict";

  function upload(path, file) {
    return fetch(path + "?" + new URLSearchParams({ name: file.name }), {
      method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file, credentials: "omit", cache: "no-store"
    }).then(function (answer) {
      return answer.text().then(function (text) {
        var data;
        try { data = JSON.parse(text); } catch (error) { data = { faults: [file.name + " is too large."] }; }
        return { ok: answer.ok, data: data };
      });
    });
  }

  function dropped(place, field, put) {
    if (!field) { return; }
    field.addEventListener("change", function () { put(field.files); field.value = ""; });
    ["dragover", "dragleave", "drop"].forEach(function (name) {
      place.addEventListener(name, function (event) {
        event.preventDefault();
        place.classList.toggle("over", name === "dragover");
        if (name === "drop" && event.dataTransfer.files.length) { put(event.dataTransfer.files); }
      });
    });
  }

  // A file that is let go beside the place for it does not take the place of the page.
  ["dragover", "drop"].forEach(function (name) {
    window.addEventListener(name, function (event) { event.preventDefault(); });
  });

  window.files = { upload: upload, dropped: dropped };
})();
