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
        "text", "\"Release\" 2.4 \\ notes", 
        "thread", Map.of(
            "threadKey", "release-2.4"), 
        "cardsV2", List.of(Map.of(
                "cardId", "c", 
                "card", Map.of(
                    "sections", List.of(Map.of(
                            "collapsible", true, 
                            "widgets", List.of(Map.of(
                                    "image", Map.of(
                                        "imageUrl", "https://example.com/a.png", 
                                        "altText", "A chart")), Map.of(
                                    "divider", Map.of()), Map.of(
                                    "textParagraph", Map.of(
                                        "text", "Done")))))))));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(System.getenv("CHAT_WEBHOOK_URL")))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(new ObjectMapper().writeValueAsString(message)))
                        .build();
        HttpClient.newHttpClient().send(request, null);
    }
}
