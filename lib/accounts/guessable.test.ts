import { describe, expect, test } from "vitest";
import { isGuessable } from "./guessable";

const person = ["grace.hopper@navy.example", "Grace Hopper", "Keyward", "Meridian Maps"];

describe("a password made of what everybody knows", () => {
  test.each([
    "123456789012345",
    "aaaaaaaaaaaaaaaa",
    "abcabcabcabcabcabc",
    "passwordpassword",
    "Password12345678",
    "P@ssw0rd12345678!",
    "qwertyuiopasdfghjkl",
    "1qaz2wsx3edc4rfv",
    "iloveyouiloveyou",
    "letmeinletmeinletmein",
    "zyxwvutsrqponmlk",
    "password-password-1",
    "q1w2e3r4t5y6u7i8o9p0",
    "111222333444555",
    "               ",
  ])("is guessable: %s", (password) => expect(isGuessable(password, person)).toBe(true));
});

describe("a password made of the person or the product", () => {
  test.each([
    "grace.hopper@navy.example",
    "GraceHopper2024!",
    "grace-hopper-1906",
    "keywardkeyward12",
    "Keyward-Password-1",
    "MeridianMaps2026",
  ])("is guessable: %s", (password) => expect(isGuessable(password, person)).toBe(true));

  test("is not when it is somebody else's", () => {
    expect(isGuessable("grace-hopper-1906", ["ada@example.com", "Ada"])).toBe(false);
  });
});

describe("a password with something of its own", () => {
  test.each([
    "correct horse battery staple",
    "mountain yellow trumpet",
    "tango-walrus-cathedral",
    "f7Kq0zLw93mXvBt",
    "ich mag gelbe regenschirme",
    "насос кувшин облако дверь",
    "пароль-для-сервера-сорок-два",
    `${"correct horse ".repeat(30)}zebra staple 92 f7Kq0z`,
  ])("is not guessable: %s", (password) => expect(isGuessable(password, person)).toBe(false));
});

test("a password of the longest accepted length is judged without work piling up", () => {
  expect(isGuessable("ab1!".repeat(256), person)).toBe(true);
});
