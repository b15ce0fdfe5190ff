/** The box of everything that opens above the page: menus, lists, popovers. */
export const popClass =
  "z-50 overflow-y-auto rounded-lg bg-raised p-1 text-base shadow-pop outline-none data-[state=open]:animate-pop-in";

/** A line one can choose in such a box; highlighted by pointer and keyboard alike. */
export const itemClass = [
  "flex min-h-8 items-center gap-2 rounded-md px-2 py-1.5 text-base outline-none select-none cursor-default",
  "data-[highlighted]:bg-hover data-[selected=true]:bg-hover",
  "data-[disabled]:pointer-events-none data-[disabled]:opacity-50 data-[disabled=false]:pointer-events-auto data-[disabled=false]:opacity-100",
  "[&_svg]:size-4 [&_svg]:shrink-0",
].join(" ");
