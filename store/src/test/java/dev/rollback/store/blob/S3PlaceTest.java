package dev.rollback.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class S3PlaceTest {
  @Test
  void anAddressNamesABucketAndAPrefix() {
    assertThat(S3Place.parse("s3://back-ups/a/b")).isEqualTo(new S3Place("back-ups", "a/b/"));
    assertThat(S3Place.parse("s3://back-ups/a/")).isEqualTo(new S3Place("back-ups", "a/"));
    assertThat(S3Place.parse("s3://back-ups")).isEqualTo(new S3Place("back-ups", ""));
    assertThat(S3Place.parse("s3://back-ups/")).isEqualTo(new S3Place("back-ups", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://back-ups/a/b", "s3://back-ups"})
  void aPlaceIsToldAsItWasGiven(String address) {
    assertThat(S3Place.parse(address)).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a",
        "s3:/a",
        "s3://",
        "s3:///a",
        "s3://A_b/c",
        "s3://bucket/../x",
        "s3://bucket//x",
        "s3://bucket/a b",
        "s3://key@bucket/a",
        "s3://bucket/a?x"
      })
  void whatIsNoAddressIsRefused(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> S3Place.parse(address));
  }
}
