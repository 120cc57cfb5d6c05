package io.mos.daemon;

import io.mos.web.http.WebConfig;

/** Whether the web page is served, and where. */
record WebSettings(boolean isEnabled, WebConfig config) {}
