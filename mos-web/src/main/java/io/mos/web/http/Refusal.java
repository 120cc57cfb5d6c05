package io.mos.web.http;

/** Why a request is not answered: the status, and a sentence for whoever made it. */
enum Refusal {
    BAD_REQUEST(400, "This request has no single Host header or asks for another server's page."),
    FOREIGN_ORIGIN(403, "Pages of other origins may not ask this one."),
    METHOD(405, "This page is read-only: GET and HEAD are all it answers."),
    BODY(413, "Requests to this page have no body."),
    FOREIGN_HOST(
            421,
            "This address is not a name mos answers to. If it is yours, list it under the web"
                    + " page's allowed hosts in the configuration."),
    NOT_FOUND(404, "Nothing is here. The page is at /."),
    TOO_MANY_STREAMS(503, "Too many pages are open; close one, or try again later.");

    private final int status;
    private final String sentence;

    Refusal(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    int status() {
        return status;
    }

    String sentence() {
        return sentence;
    }
}
