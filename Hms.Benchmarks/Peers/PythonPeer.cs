using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hms.Benchmarks.Peers;

/// <summary>The Python process: one for all cases, one thread, spoken to over its standard streams: a JSON line, then the raw bytes of the arrays that it names.</summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process _process;
    private readonly Stream _to, _from;

    private PythonPeer(Process process)
    {
        _process = process;
        _to = process.StandardInput.BaseStream;
        _from = process.StandardOutput.BaseStream;
    }

    /// <summary>Starts the process.</summary>
    /// <param name="python">The interpreter; Debian's has SciPy, PyWavelets and torch as packages.</param>
    public static PythonPeer Start(string python)
    {
        var start = new ProcessStartInfo(python) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Peers", "peer.py"));
        foreach (var variable in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"]) { start.Environment[variable] = "1"; }
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return new PythonPeer(Process.Start(start) ?? throw new InvalidOperationException($"{python} did not start."));
    }

    /// <summary>Names and versions of the libraries that it found.</summary>
    public string Versions() => Ask(new JsonObject { ["op"] = "versions" }, []).Reply["versions"]!.GetValue<string>();

    /// <summary>Hands a case over and computes it once.</summary>
    /// <exception cref="PeerUnavailableException">A library is missing.</exception>
    public PeerArray SetUp(PeerCase @case)
    {
        var request = new JsonObject { ["op"] = "setup", ["peer"] = @case.Peer, ["parameters"] = JsonSerializer.SerializeToNode(@case.Parameters) };
        var (reply, arrays) = Ask(request, @case.Inputs);
        if (reply["missing"] is { } missing) { throw new PeerUnavailableException(missing.GetValue<string>()); }
        return arrays[0];
    }

    /// <summary>Milliseconds of so many calls of the last case, each timed inside Python.</summary>
    public double[] Time(int calls) => Ask(new JsonObject { ["op"] = "time", ["calls"] = calls }, []).Reply["ms"].Deserialize<double[]>()!;

    public void Dispose()
    {
        _to.Dispose();
        if (!_process.WaitForExit(5000)) { _process.Kill(); }
        _process.Dispose();
    }

    private (JsonNode Reply, List<PeerArray> Arrays) Ask(JsonObject request, IReadOnlyList<PeerArray> arrays)
    {
        request["arrays"] = new JsonArray([.. arrays.Select(array => new JsonObject { ["type"] = array.Type, ["shape"] = JsonSerializer.SerializeToNode(array.Shape) })]);
        _to.Write(Encoding.UTF8.GetBytes(request.ToJsonString() + "\n"));
        foreach (var array in arrays) { _to.Write(array.Bytes); }
        _to.Flush();
        var reply = JsonNode.Parse(ReadLine())!;
        if (reply["error"] is { } error) { throw new InvalidOperationException($"The Python peer failed: {error}"); }
        var results = new List<PeerArray>();
        foreach (var description in reply["arrays"]?.AsArray() ?? [])
        {
            var array = PeerArray.Create(description!["type"]!.GetValue<string>(), description["shape"].Deserialize<int[]>()!);
            _from.ReadExactly(array.Bytes);
            results.Add(array);
        }
        return (reply, results);
    }

    private string ReadLine()
    {
        var line = new List<byte>();
        for (int next; (next = _from.ReadByte()) != '\n'; line.Add((byte)next))
        {
            if (next < 0) { throw new InvalidOperationException("The Python peer ended; its message is above."); }
        }
        return Encoding.UTF8.GetString([.. line]);
    }
}
