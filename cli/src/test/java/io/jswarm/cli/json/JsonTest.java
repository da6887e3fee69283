package io.jswarm.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[1,-2,0.1,1.5E+3],\"b\":{\"c\":null},\"d\":true,\"e\":\"\"}",
        "[]",
        "{}",
        "\"\\\"\\\\\\n\\t\\u0001äß😀\"",
        "18446744073709551615",
        "[[[\"x\"]]]"
      })
  void whatIsReadIsWrittenAgain(String text) throws IOException {
    assertThat(JsonWriter.compact(JsonReader.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\"}",
        "{\"a\":1",
        "tru",
        "\"x",
        "01x",
        "1 2",
        "{a:1}",
        "\"\\x\""
      })
  void whatIsNotJsonIsRefused(String text) {
    assertThatThrownBy(() -> JsonReader.parse(text)).isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void depthIsBounded() {
    assertThatThrownBy(() -> JsonReader.parse("[".repeat(1000)))
        .hasMessageContaining("nested deeper");
  }

  @Test
  void valuesOfAStreamComeOneAfterAnother() throws IOException {
    byte[] text = "{\"a\":1}\n{\"a\":2} ".getBytes(StandardCharsets.UTF_8);
    JsonReader reader = new JsonReader(new ByteArrayInputStream(text));
    assertThat(reader.hasNext()).isTrue();
    assertThat(reader.next().toString()).isEqualTo("{\"a\":1}");
    assertThat(reader.next().toString()).isEqualTo("{\"a\":2}");
    assertThat(reader.hasNext()).isFalse();
  }

  @Test
  void indentationIsDockers() throws IOException {
    assertThat(JsonWriter.indented(JsonReader.parse("{\"a\":[1,{}],\"b\":[]}")))
        .isEqualTo("{\n    \"a\": [\n        1,\n        {}\n    ],\n    \"b\": []\n}");
  }

  @Test
  void readingThroughWhatIsMissingIsHarmless() throws IOException {
    JsonObject object = (JsonObject) JsonReader.parse("{\"a\":null,\"n\":5}");
    assertThat(object.object("x").object("y").text("z")).isEmpty();
    assertThat(object.has("a")).isFalse();
    assertThat(object.number("n")).isEqualTo(5);
    assertThat(object.list("x")).isEmpty();
  }
}
