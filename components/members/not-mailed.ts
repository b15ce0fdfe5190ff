/** The invitation is there, the mail is not. */
export const NOT_MAILED = {
  message:
    "The invitation is saved, but the mail could not be sent. Send it again from the list in a moment.",
};
