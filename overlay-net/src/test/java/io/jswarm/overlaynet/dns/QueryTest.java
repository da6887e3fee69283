package io.jswarm.overlaynet.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.overlaynet.dns.Answer.Addresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  private static final int TRUNCATED = 0x0200;
  private static final int FUZZED = 20_000;

  @Test
  void aNameIsReadInLowerCaseAndAnsweredAsItWasSpelled() {
    byte[] question = Questions.bytes("Tasks.WEB", Query.A);
    Query query = Query.read(question).orElseThrow();
    assertThat(query.name()).isEqualTo("tasks.web");
    byte[] reply = Reply.to(query, new Addresses(List.of()), Query.PLAIN_UDP_BYTES);
    assertThat(reply).hasSameSizeAs(question);
    assertThat(reply).endsWith(ByteBuffer.allocate(10).put(question, 17, 10).array());
    assertThat(ByteBuffer.wrap(reply).getShort(0)).isEqualTo((short) Questions.ID);
  }

  @Test
  void anAddressIsGivenForFiveSecondsAtMost() {
    byte[] reply =
        Reply.to(
            Questions.of("web", Query.A),
            new Addresses(List.of(InetAddress.ofLiteral("10.1.0.2"))),
            Query.PLAIN_UDP_BYTES);
    ByteBuffer record = ByteBuffer.wrap(reply, reply.length - 16, 16).slice();
    assertThat(record.getShort(2)).isEqualTo((short) Query.A);
    assertThat(record.getInt(6)).isEqualTo(5);
    assertThat(record.getShort(10)).isEqualTo((short) 4);
    assertThat(record.getInt(12)).isEqualTo(0x0a010002);
  }

  @Test
  void whatDoesNotFitInADatagramIsMarkedAndComesWholeByTcp() {
    List<InetAddress> many =
        IntStream.range(0, 100).mapToObj(i -> InetAddress.ofLiteral("10.1.0." + i)).toList();
    Query plain = Questions.of("tasks.web", Query.A);
    byte[] datagram = Reply.to(plain, new Addresses(many), plain.datagramBytesMax());
    assertThat(datagram).hasSizeLessThanOrEqualTo(512);
    assertThat(Questions.flags(datagram) & TRUNCATED).isNotZero();
    byte[] stream = Reply.to(plain, new Addresses(many), Reply.TCP_BYTES_MAX);
    assertThat(Questions.answers(stream)).isEqualTo(100);
    assertThat(Questions.flags(stream) & TRUNCATED).isZero();
  }

  @Test
  void aClientThatTakesMoreGetsMoreAndIsToldWhatWeTake() {
    Query query = Query.read(Questions.bytes("web", Query.A, 4096)).orElseThrow();
    assertThat(query.datagramBytesMax()).isEqualTo(Query.UDP_BYTES_MAX);
    byte[] reply = Reply.to(query, new Addresses(List.of()), query.datagramBytesMax());
    ByteBuffer extension = ByteBuffer.wrap(reply, reply.length - 11, 11).slice();
    assertThat(extension.getShort(1)).isEqualTo((short) 41);
    assertThat(extension.getShort(3)).isEqualTo((short) 1232);
  }

  @Test
  void answersOtherOperationsAndSeveralQuestionsAreNoQuestion() {
    for (int at : new int[] {2, 5, 7}) {
      byte[] message = Questions.bytes("web", Query.A);
      message[at] = (byte) 0x82;
      assertThat(Query.read(message)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noMessageOfAnyKindBreaksTheReader(long seed) {
    Random random = new Random(seed);
    int read = 0;
    for (int i = 0; i < FUZZED; i++) {
      byte[] message = Questions.bytes("some.name.of.web", Query.A, i % 3 == 0 ? 1400 : 0);
      for (int change = random.nextInt(6); change > 0; change--) {
        message[random.nextInt(message.length)] = (byte) random.nextInt(256);
      }
      byte[] cut = Arrays.copyOf(message, random.nextInt(message.length + 20));
      var query = Query.read(cut);
      if (query.isPresent()) {
        read++;
        Answer answer = Answers.of(query.get(), new Asker(List.of("n"), List.of()), new Names(), i);
        assertThat(Reply.to(query.get(), answer, query.get().datagramBytesMax()))
            .hasSizeGreaterThanOrEqualTo(Query.HEADER_BYTES);
      }
    }
    assertThat(read).as("some are still questions").isPositive();
  }
}
