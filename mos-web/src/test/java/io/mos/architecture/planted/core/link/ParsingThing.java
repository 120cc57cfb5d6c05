package io.mos.architecture.planted.core.link;

import com.fasterxml.jackson.core.JsonParser;

/** Uses a library core does without. */
public record ParsingThing(JsonParser breach) {}
