import type { FieldErrors, FieldValues } from "react-hook-form";
import { Banner } from "./banner";

/** The refusal that belongs to no single field, set by `showActionError`. */
export function FormError<T extends FieldValues>({ errors }: { errors: FieldErrors<T> }) {
  const server = errors.root?.server;
  if (!server?.message) return null;
  return (
    <Banner tone="danger" title={server.message}>
      <span className="text-sm">Request ID {server.type}</span>
    </Banner>
  );
}
