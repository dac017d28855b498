using System.Globalization;
using Hms.Benchmarks.Peers;
using Hms.Benchmarks.Throughput;

namespace Hms.Benchmarks.Scoring;

/// <summary><c>scoring [--rounds 5] [--images 10000] [--hms PATH]</c>: our batches beside a bare session and TorchSharp, memory over many images, and a cold process.</summary>
internal static class ScoringCommand
{
    private const string Usage = "scoring [--rounds 5] [--images 10000] [--hms PATH OF hms.dll]";
    private const int Side = 64;

    public static int Run(IReadOnlyList<string> arguments)
    {
        var (rounds, images, program) = (5, 10_000, "");
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
            if (arguments[i] == "--rounds" && number > 0) { rounds = number; }
            else if (arguments[i] == "--images" && number > 0) { images = number; }
            else if (arguments[i] == "--hms" && File.Exists(value)) { program = value; }
            else
            {
                Console.Error.WriteLine($"{arguments[i]} {value} is not understood. {Usage}");
                return 2;
            }
        }
        Console.WriteLine($"load average {PeerCommand.Load()}\n");
        Speed(rounds);
        Memory(images);
        if (program.Length > 0) { Cold(program, rounds); }
        Console.WriteLine($"\nload average {PeerCommand.Load()}");
        return 0;
    }

    private static void Speed(int rounds)
    {
        using var race = new ScoringRace();
        race.RequireEqual();
        var times = Enumerable.Range(0, rounds).Select(_ => race.Round()).ToArray();
        Console.WriteLine($"EfficientNet-B0, images [4, {ScoringRace.Side}, {ScoringRace.Side}], batches of {ScoringRace.Batch}, one thread, {rounds} rounds\n");
        Console.WriteLine("| | images per second of processor time, median (best) | ours against it, median | goal |\n|---|---|---|---|");
        Row("ours: IDataView in, Score out", times.Select(t => t.Ours), null, "");
        Row("a bare InferenceSession", times.Select(t => t.Bare), times.Select(t => t.Ours / t.Bare), "0.95");
        Row("TorchSharp, eval, inference mode", times.Select(t => t.Torch), times.Select(t => t.Ours / t.Torch), "2");
        Row("ours, row by row (batch 1)", times.Select(t => t.Single), times.Select(t => t.Ours / t.Single), "");
        Console.WriteLine();
    }

    private static void Memory(int images)
    {
        using var network = ScoringRace.Network(Side, ScoringRace.Batch);
        var run = ThroughputRun.Of(network.Transform(ImageSource.View(ImageSource.Draw(4 * Side * Side), images, 4, Side, Side)), "Score", 1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Peak memory of the process over {images} streamed images [4, {Side}, {Side}]: {run.PeakMegabytes:F0} MB ({run.PerSecond:F0} images/s, {run.AllocatedPerWindow:F0} bytes allocated an image); goal 1074 MB\n"));
    }

    private static void Cold(string program, int rounds)
    {
        using var start = new ColdStart(program);
        var seconds = Enumerable.Range(0, rounds).Select(_ => start.Measure()).ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hms score, one EEG, EfficientNet-B0, whole process: {PeerResult.Median(seconds):F2} s ({seconds.Min():F2} to {seconds.Max():F2}); goal 2 s"));
    }

    private static void Row(string name, IEnumerable<double> perSecond, IEnumerable<double>? ratios, string goal)
    {
        var values = perSecond.ToArray();
        var ratio = ratios is null ? "" : PeerResult.Median([.. ratios]).ToString("F2", CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {PeerResult.Median(values):F1} ({values.Max():F1}) | {ratio} | {goal} |"));
    }
}
