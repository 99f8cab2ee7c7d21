package io.nodecleanup.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nodecleanup.operator.Corpus.Case;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The CRDs against a real API server: what is refused, with which sentence, and what is not. */
@Tag("apiserver")
class ValidationTest {
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private static KubernetesClient admin;

    @BeforeAll
    static void connect() {
        admin = TestCluster.ready();
    }

    @AfterAll
    static void close() {
        if (admin != null) {
            admin.close();
        }
    }

    static Stream<Case> refused() {
        return Corpus.refused();
    }

    static Stream<Case> accepted() {
        return Stream.concat(Corpus.valid(), Corpus.refusedWhenRead());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldRefuseWithTheSentenceWhenARuleIsBroken(Case file) {
        // Given
        List<GenericKubernetesResource> objects = file.objects();
        objects.subList(0, objects.size() - 1).forEach(ValidationTest::create);
        GenericKubernetesResource last = objects.getLast();
        boolean there = objects.size() > 1;
        // When
        KubernetesClientException refusal = catchThrowableOfType(KubernetesClientException.class, () -> {
            if (last.getAdditionalProperties().containsKey("status")) {
                // A part of its own, which creating and updating pass over.
                at(last).subresource("status").patch(MERGE, Serialization.asJson(statusOf(last)));
            } else if (there) {
                at(last).update();
            } else {
                create(last);
            }
        });
        // Then
        at(last).delete();
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.getMessage()).contains(file.refused().orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void shouldAcceptWhenNoRuleIsBroken(Case file) {
        // Given
        GenericKubernetesResource policy = file.objects().getFirst();
        // When
        assertThatCode(() -> create(policy)).doesNotThrowAnyException();
        // Then
        at(policy).delete();
    }

    private static Map<String, Object> statusOf(GenericKubernetesResource object) {
        return Map.of("status", object.getAdditionalProperties().get("status"));
    }

    private static void create(GenericKubernetesResource object) {
        at(object).fieldValidation(FieldValidateable.Validation.STRICT).create();
    }

    private static Resource<GenericKubernetesResource> at(GenericKubernetesResource object) {
        return admin.genericKubernetesResources(object.getApiVersion(), object.getKind())
                .resource(object);
    }
}
