package io.jswarm.cli.service;

import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;

/** Reads services for a change, and writes them back. */
final class ServiceWrite {
  private ServiceWrite() {}

  /** The service a word means, without defaults filled in: what was not set stays not set. */
  static JsonObject read(Invocation call, String word) throws IOException {
    return call.client()
        .object(Request.get("/services/" + Request.segment(word)).query("insertDefaults", "false"));
  }

  /** The request that writes {@code spec} for the version {@code service} was read at. */
  static Request request(JsonObject service, JsonObject spec) {
    return Request.post("/services/" + Request.segment(service.text("ID")) + "/update")
        .query("version", String.valueOf(service.object("Version").number("Index")))
        .json(spec);
  }

  /** Sends the request and prints the daemon's warnings. */
  static JsonObject send(Invocation call, Request request) throws IOException {
    JsonObject answer = call.client().object(request);
    for (String warning : answer.texts("Warnings")) {
      call.console().err().println(warning);
    }
    return answer;
  }
}
