package io.jswarm.api.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a real Docker Engine 20.10 and its CLI said, read and written again by us without loss or
 * invention.
 */
class RecordedSamplesTest {
  private static final String MODEL = "io.jswarm.api.model.";

  @TestFactory
  Stream<DynamicTest> everyRecordedObjectComesBackAsItWas() {
    return Stream.of(
            "ServiceSpec Service Task Node NodeSpec Swarm SwarmSpec InitRequest JoinRequest"
                .split(" "),
            "UnlockKeyResponse SwarmInfo Network NetworkCreate NetworkCreateResponse Secret"
                .split(" "),
            "SecretSpec Config ConfigSpec IdResponse ServiceCreateResponse ServiceUpdateResponse Event"
                .split(" "))
        .flatMap(Stream::of)
        .flatMap(type ->
            samples(type)
                .map(sample ->
                    DynamicTest.dynamicTest(
                        type + " " + sample.hashCode(), () -> roundTrip(type, sample))));
  }

  private static void roundTrip(String type, JsonNode sample) throws ClassNotFoundException {
    Class<?> record = Class.forName(MODEL + type);
    Object read = Json.read(sample.toString(), record);
    assertThat(tree(read)).isEqualTo(withoutNullLabels(sample));
    Object copy = Cbor.STRICT.read(Cbor.STRICT.write(read), record);
    assertThat(copy).isEqualTo(read);
    assertThat(tree(copy)).isEqualTo(withoutNullLabels(sample));
    assertThat(Cbor.LENIENT.read(Cbor.LENIENT.write(read), record)).isEqualTo(read);
  }

  /** Labels that are null (from old clients, and for networks without any) become an empty map. */
  private static JsonNode withoutNullLabels(JsonNode sample) {
    JsonNode copy = sample.deepCopy();
    for (JsonNode owner : List.of(copy, copy.path("Spec"))) {
      if (owner instanceof ObjectNode object && object.path("Labels").isNull()) {
        object.putObject("Labels");
      }
    }
    return copy;
  }

  private static JsonNode tree(Object value) {
    return Json.mapper().readTree(Json.write(value));
  }

  private static Stream<JsonNode> samples(String type) {
    InputStream in = RecordedSamplesTest.class.getResourceAsStream("samples/" + type + ".json");
    JsonNode list = Json.mapper().readTree(Objects.requireNonNull(in, type));
    return StreamSupport.stream(list.spliterator(), false);
  }
}
