import { expect, test } from "vitest";
import { cookiePolicy, sessionCookieName } from "./session-cookie";

test("on https cookies carry the __Host- prefix and everything it asks for", () => {
  const { options } = cookiePolicy("https://keys.example.com");
  expect(sessionCookieName("https://keys.example.com")).toBe("__Host-keyward-session");
  expect(options).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
});

test("on http, where a browser would refuse the prefix, the name is plain", () => {
  expect(sessionCookieName("http://localhost:3000")).toBe("keyward-session");
  expect(cookiePolicy("http://localhost:3000").options).toMatchObject({
    httpOnly: true,
    sameSite: "lax",
    secure: false,
  });
});
