package io.mos.web.http;

import io.mos.web.live.LiveLimits;

/**
 * What is fixed in the product and varied by tests.
 *
 * @param pageFolder where the page's files are on the class path
 */
record WebSetup(HttpLimits http, LiveLimits live, String pageFolder) {

    static final WebSetup PRODUCT = new WebSetup(HttpLimits.DEFAULT, LiveLimits.DEFAULT, "web");
}
