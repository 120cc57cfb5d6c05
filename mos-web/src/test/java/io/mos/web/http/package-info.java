/** Tests of the web server over real sockets. */
@NullMarked
package io.mos.web.http;

import org.jspecify.annotations.NullMarked;
