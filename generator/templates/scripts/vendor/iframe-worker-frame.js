"use strict";

// What iframe-worker wrote into its frame as a script of the page, as a file of its own:
// the frame's window answers as a worker does. Its licence lies beside it.
{
  const worker = document.currentScript.dataset.worker;

  window.postMessage = (message, origin) => parent.postMessage(message, origin || "*");

  window.importScripts = (...addresses) =>
    addresses.reduce(
      (before, address) =>
        before.then(
          () =>
            new Promise((loaded) => {
              const script = document.createElement("script");
              script.src = address;
              script.onload = loaded;
              document.body.append(script);
            }),
        ),
      Promise.resolve(),
    );

  addEventListener("error", ({ error }) => {
    parent.dispatchEvent(new ErrorEvent("error", { filename: worker, error }));
  });
}
