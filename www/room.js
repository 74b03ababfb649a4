/**
 * What a room full of people needs: the projector, the list of keys, the link as a QR code. It comes when it is first asked for, and
 * the page gives it what it needs of it.
 */
import { startGive } from "./give.js";
import { startKeyList } from "./key-list.js";
import { startProjector } from "./projector.js";
import { fetchWords } from "./room-words.js";

/** Connects the room to the page, by functions of its modules; gives what opens its parts. */
export async function startRoom(page) {
  await Promise.all([fetchWords(), page.adopt("./room.css")]);
  const projector = startProjector(page);
  const keys = startKeyList(page);
  const give = startGive(page);
  page.onWords(async () => {
    await fetchWords().catch((error) => console.warn(error));
    [projector, keys, give].forEach(({ word }) => word());
  });
  return { projector: projector.toggle, resume: projector.resume, keys: keys.open, give: give.open };
}
