using Hms.Benchmarks.Peers;
using Hms.Benchmarks.Throughput;

namespace Hms.Benchmarks;

/// <summary><c>tables FILE</c>: the side-by-side table and the whole way in one run, as Markdown for docs/benchmarks.</summary>
internal static class TablesCommand
{
    public static int Run(IReadOnlyList<string> arguments)
    {
        if (arguments is not [var file])
        {
            Console.Error.WriteLine("tables FILE");
            return 2;
        }
        var code = PeerCommand.Run(["--markdown", file]);
        if (code == 2) { return code; }
        var console = Console.Out;
        using var text = new StringWriter();
        Console.SetOut(text);
        try { code = Math.Max(code, ThroughputCommand.Run([])); }
        finally { Console.SetOut(console); }
        Console.Write(text);
        File.AppendAllText(file, "\n" + text);
        return code;
    }
}
