package io.mos.core.guard;

import io.mos.core.kernel.TimeSource;

/** What a guardian's parts work with. Owner: the guardian's thread, but for the box. */
record Post(BoardHands hands, RequestBox box, GuardNews news, TimeSource time) {}
