import { DomainError } from "@/lib/errors/domain-error";

/** The address is right and the method is not; `allow` is for the header of that name. */
export class MethodNotAllowed extends DomainError {
  readonly allow: string;

  constructor(methods: readonly string[]) {
    super("method_not_allowed");
    this.allow = (methods.includes("GET") ? ["HEAD", ...methods] : methods).join(", ");
  }
}
