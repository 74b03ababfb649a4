/**
 * What a room full of people needs: the projector, the list of keys, the link as a QR code. It comes when it is first asked for.
 */
import { startGive } from "./give.js";
import { startKeyList } from "./key-list.js";
import { startProjector } from "./projector.js";
import { fetchWords } from "./room-words.js";
import { adopt } from "./sheet.js";
import { onWords } from "./words.js";

/** Connects the room to the page; gives what opens its parts. */
export async function startRoom() {
  await Promise.all([fetchWords(), adopt("./room.css")]);
  const projector = startProjector();
  const keys = startKeyList();
  const give = startGive();
  onWords(async () => {
    await fetchWords().catch((error) => console.warn(error));
    [projector, keys, give].forEach(({ word }) => word());
  });
  return { projector: projector.toggle, resume: projector.resume, keys: keys.open, give: give.open };
}
