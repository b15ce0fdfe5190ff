"use client";

import { setNonce } from "get-nonce";
import { useEffect } from "react";
import { pageNonce } from "./page-nonce";

/** Once, in the root layout: the style that holds the page still behind an open dialog passes the CSP. */
export function StyleNonce() {
  useEffect(() => {
    const nonce = pageNonce();
    if (nonce !== undefined) setNonce(nonce);
  }, []);
  return null;
}
