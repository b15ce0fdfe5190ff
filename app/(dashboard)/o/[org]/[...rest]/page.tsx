import { notFound } from "next/navigation";

/** An address that no page has is answered inside the organization's frame, so that the way back is in sight. */
export default function NoSuchPage(): never {
  notFound();
}
