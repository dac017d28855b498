using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Hms.Training.Networks;

namespace Hms.Benchmarks.Training;

/// <summary>Python's torch in a process of its own, one thread: the same network from torchvision with the same start weights, images and votes.</summary>
internal sealed class TorchPeer : IDisposable
{
    private readonly Process _process;

    private TorchPeer(Process process, string about) => (_process, About) = (process, about);

    /// <summary>Versions and libraries.</summary>
    public string About { get; }

    /// <summary>Starts it; null, with a reason on the console, where it cannot be had.</summary>
    public static TorchPeer? Start(TrainingBenchOptions options)
    {
        if (options.Python is not { } python) { return null; }
        var start = new ProcessStartInfo(python) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Training", "torch_peer.py"));
        foreach (var variable in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]) { start.Environment[variable] = "1"; }
        start.Environment["OMP_WAIT_POLICY"] = "PASSIVE";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        if (options.Blas is { } blas) { start.Environment["LD_LIBRARY_PATH"] = blas; }
        var process = Process.Start(start);
        var about = process?.StandardOutput.ReadLine();
        if (process is not null && about is not null && !about.StartsWith("missing", StringComparison.Ordinal)) { return new TorchPeer(process, about); }
        Console.WriteLine($"Python's torch is left out: {about ?? "the process ended at once"}.");
        process?.Dispose();
        return null;
    }

    /// <summary>Whether it knows the network.</summary>
    public static bool Knows(string network) => network is "efficientnet_b0" or "efficientnet_b1";

    /// <summary>Builds the network.</summary>
    public void SetUp(string network, TrainingData data, int batch, NetworkSpec spec, NetworkWeights weights)
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var stream = File.Create(file))
            {
                foreach (var parameter in NetworkParameters.List(spec).Where(parameter => parameter.IsLearnt)) { stream.Write(MemoryMarshal.AsBytes(weights[parameter.Key].Values.AsSpan())); }
                foreach (var row in data.Images.Concat(data.Votes)) { stream.Write(MemoryMarshal.AsBytes(row.AsSpan())); }
            }
            Ask($"setup {network} {data.Rows} {data.Size} {batch} {file}");
        }
        finally { File.Delete(file); }
    }

    /// <summary>So many steps; the loss of each.</summary>
    public float[] Losses(int steps) => [.. Ask($"losses {steps}").Split(' ').Select(word => float.Parse(word, CultureInfo.InvariantCulture))];

    /// <summary>What so many steps took.</summary>
    public Took Time(int steps) => ReadTime(Ask($"time {steps}"));

    /// <summary>The fastest of some calls of one operation, forward and backward.</summary>
    public Took Operation(TorchOperation operation, int calls) => ReadTime(Ask($"operation {operation.Kind} {operation.Batch} {operation.Input} {operation.Output} {operation.Kernel} {operation.Stride} {operation.Groups} {operation.Size} {calls}"));

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000)) { _process.Kill(); }
        _process.Dispose();
    }

    private static Took ReadTime(string reply)
    {
        var words = reply.Split(' ');
        return new(double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture));
    }

    private string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The Python process ended; its message is above.");
    }
}
