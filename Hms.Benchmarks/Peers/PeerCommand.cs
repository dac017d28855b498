using System.Globalization;
using System.Text.Json;

namespace Hms.Benchmarks.Peers;

/// <summary><c>peers [--only NAME] [--rounds 7] [--python FILE] [--markdown FILE] [--json FILE]</c></summary>
internal static class PeerCommand
{
    private const string Usage = "peers [--only PART-OF-NAME]... [--rounds 7] [--python FILE] [--markdown FILE] [--json FILE]";
    private const string DebianPython = "/usr/bin/python3";

    /// <returns>0 where all cases were equal and all goals met, 1 where not, 2 for a wrong command line.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var only = new List<string>();
        var (rounds, python) = (7, File.Exists(DebianPython) ? DebianPython : "python3");
        string? markdown = null, json = null;
        for (var i = 0; i + 1 < arguments.Count; i += 2)
        {
            var value = arguments[i + 1];
            switch (arguments[i])
            {
                case "--only": only.Add(value); break;
                case "--rounds" when int.TryParse(value, CultureInfo.InvariantCulture, out rounds) && rounds > 0: break;
                case "--python": python = value; break;
                case "--markdown": markdown = value; break;
                case "--json": json = value; break;
                default: return Fail($"{arguments[i]} {value} is not understood. {Usage}");
            }
        }
        if (arguments.Count % 2 != 0) { return Fail($"{arguments[^1]} has no value. {Usage}"); }
        PeerCase[] cases = [.. PeerCatalog.Cases().Where(c => only.Count == 0 || only.Any(part => c.Name.Contains(part, StringComparison.OrdinalIgnoreCase)))];
        if (cases.Length == 0) { return Fail($"No case is called like {string.Join(" or ", only)}; there are {string.Join(", ", PeerCatalog.Cases().Select(c => c.Name))}."); }
        return Run(cases, rounds, python, markdown, json);
    }

    private static int Run(PeerCase[] cases, int rounds, string python, string? markdown, string? json)
    {
        var peak = MachinePeak.Measure();
        using var peer = PythonPeer.Start(python);
        var heading = $"{peer.Versions()}; .NET {Environment.Version}\n{peak}\nload average at the start: {Load()}; {rounds} rounds";
        Console.WriteLine(heading);
        var runner = new PeerRunner(peer, peak, rounds);
        var results = new List<PeerResult>();
        foreach (var @case in cases)
        {
            Console.Error.Write($"\r{@case.Name,-40}");
            results.Add(runner.Run(@case));
        }
        Console.Error.Write("\r" + new string(' ', 40) + "\r");
        var table = PeerTable.Markdown(results);
        var about = string.Concat(results.Select(result => $"- `{result.Name}`: {result.About}\n"));
        Console.WriteLine($"load average at the end: {Load()}\n\n{table}");
        if (markdown is not null) { File.WriteAllText(markdown, $"{heading.Replace("\n", "; ", StringComparison.Ordinal)}\n\n{table}\n{about}"); }
        if (json is not null) { File.WriteAllText(json, JsonSerializer.Serialize(new { heading, peak, results }, JsonSerializerOptions.Web)); }
        return results.Any(result => result.Failed is not null || result.Met == false) ? 1 : 0;
    }

    internal static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }
}
