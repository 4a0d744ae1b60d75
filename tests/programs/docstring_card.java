/**
 * Tells the room's people that the nightly build is done.
 *
 * <p>Don't forget the token: {"token": "…"} goes into the environment.
 */
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;

public class Nightly {
    public static void main(String[] args) throws Exception {
        Map<String, Object> message = Map.of(
        "cardsV2", List.of(Map.of(
                "cardId", "nightly", 
                "card", Map.of(
                    "header", Map.of(
                        "title", "Nightly build", 
                        "subtitle", "main"), 
                    "sections", List.of(Map.of(
                            "header", "Result", 
                            "widgets", List.of(Map.of(
                                    "decoratedText", Map.of(
                                        "topLabel", "State", 
                                        "text", "It's <b>green</b>")), Map.of(
                                    "buttonList", Map.of(
                                        "buttons", List.of(Map.of(
                                                "text", "Open the log", 
                                                "onClick", Map.of(
                                                    "openLink", Map.of(
                                                        "url", "https://example.com/log?a=1&b=2")))))))))))));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(System.getenv("CHAT_WEBHOOK_URL")))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(new ObjectMapper().writeValueAsString(message)))
                        .build();
        HttpClient.newHttpClient().send(request, null);
    }
}
