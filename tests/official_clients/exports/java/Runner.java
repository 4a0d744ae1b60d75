import com.google.gson.Gson;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles and runs one class after the other, each in a folder of its own: a line of JSON for each. */
public class Runner {
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    File[] folders = new File(args[0]).listFiles();
    Arrays.sort(folders);
    for (File folder : folders) {
      String wrong = compile(folder);
      String printed = "";
      if (wrong.isEmpty() && args[1].equals("run")) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream real = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toURI().toURL()})) {
          loader.loadClass("CreateMessage").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (ReflectiveOperationException error) {
          wrong = String.valueOf(error.getCause() == null ? error : error.getCause());
        } finally {
          System.setOut(real);
        }
        printed = bytes.toString(StandardCharsets.UTF_8).strip();
      }
      out.println(new Gson().toJson(Map.of("printed", printed, "wrong", wrong)));
    }
  }

  private static String compile(File folder) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter told = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-encoding", "UTF-8", "-d", folder.getPath(), "-cp", System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var sources = files.getJavaFileObjects(new File(folder, "CreateMessage.java"));
      boolean isGood = compiler.getTask(told, files, null, options, null, sources).call();
      return isGood ? "" : told.toString();
    }
  }
}
