// Added to the page by `cargo xtask serve` alone: waits for the next build, then loads the page again.
"use strict";
{
  const seen = new URL(document.currentScript.src).searchParams.get("seen");
  const pause = () => new Promise((resume) => setTimeout(resume, 1000));

  const newer = async () => {
    try {
      const answer = await fetch(`/__changes?seen=${seen}`, { cache: "no-store" });
      if (answer.ok) return (await answer.text()) !== seen;
    } catch {
      // The server has ended, or is not there again yet.
    }
    await pause();
    return false;
  };

  const wait = async () => {
    while (!(await newer()));
    location.reload();
  };
  wait();
}
