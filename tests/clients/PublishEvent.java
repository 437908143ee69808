import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.DefaultApi;
import org.openapitools.client.api.DefaultApi.APIReceiveGatewayEventsPostRequest;
import org.openapitools.client.model.CloudEvent;
import org.openapitools.client.model.Errors;
import org.openapitools.client.model.EventErrors;
import org.openapitools.client.model.RequestProblem;

/**
 * Publishes the event on standard input by the client that OpenAPI Generator makes, and prints what
 * the client read of the answer, as JSON. Arguments: the gateway's address and a token.
 */
public final class PublishEvent {
  public static void main(String[] arguments) throws Exception {
    ObjectMapper json = ApiClient.createDefaultObjectMapper();
    ApiClient client = new ApiClient();
    client.updateBaseUri(arguments[0]);
    // The generator's "native" library leaves the token to its user.
    client.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer " + arguments[1]));
    CloudEvent event = json.readValue(System.in, CloudEvent.class);
    var request = APIReceiveGatewayEventsPostRequest.newBuilder().cloudEvent(event).build();
    Map<String, Object> read = new TreeMap<>();
    try {
      var answer = new DefaultApi(client).receiveGatewayEventsPostWithHttpInfo(request);
      read.put("status", answer.getStatusCode());
      read.put("ids", answer.getData().getIds());
    } catch (ApiException refused) {
      read.put("status", refused.getCode());
      if (refused.getCode() == 400) {
        EventErrors error =
            json.readValue(refused.getResponseBody(), Errors.class).getErrors().get(0);
        read.put("reason", error.getReason());
        read.put("problems", error.getProblems().stream()
            .map(each -> List.of(each.getPath(), each.getCode(), each.getWords())).toList());
      } else {
        read.put("detail",
            json.readValue(refused.getResponseBody(), RequestProblem.class).getDetail());
      }
    }
    System.out.println(json.writeValueAsString(read));
  }
}
