using System.Globalization;
using Hms.Benchmarks.Peers;
using Hms.Training;
using Hms.Training.Optimization;
using Hms.Training.Torch;
using Microsoft.ML;
using TorchSharp;

namespace Hms.Benchmarks.Training;

/// <summary><c>training</c>: a training step of ours beside a bare TorchSharp loop and Python's torch, what single operations take, and memory over many steps. One thread.</summary>
internal static class TrainingCommand
{
    private const ulong Seed = 1;
    private const int ComparedSteps = 3;
    private const double Goal = 1.05;

    // Rows of a batch come in another order, so sums are rounded otherwise; three steps of AdamW spread that.
    private const double LossTolerance = 2e-3;

    /// <returns>0 where the goal is met, 1 where not, 2 for a wrong command line.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var (options, error) = TrainingBenchOptions.Parse(arguments);
        if (options is null)
        {
            Console.Error.WriteLine(error);
            return 2;
        }
        TorchRuntime.EnsureLoaded();
        torch.set_num_threads(1);
        using var peer = TorchPeer.Knows(options.Network) || options.Operations ? TorchPeer.Start(options) : null;
        Console.WriteLine($"TorchSharp with libtorch {torch.__version__}; {peer?.About ?? "no Python torch"}; one thread; load average {PeerCommand.Load()}\n");
        if (options.MemorySteps > 0) { MemoryCheck.Print(options); } // first: what larger images leave in malloc's keeping would hide a leak
        Console.WriteLine($"{options.Network}, batch {options.Batch}, forward + KL + backward + AdamW; {options.Rounds} rounds of {options.Steps} steps, sides in turn; ms per step, median (min-max)\n");
        Console.WriteLine("| size | measured | ours | bare TorchSharp | Python torch | ours / bare (goal <= 1.05) | bare / Python |\n|---|---|---|---|---|---|---|");
        var met = true;
        foreach (var size in options.Sizes) { met &= Step(options, size, TorchPeer.Knows(options.Network) ? peer : null); }
        if (options.Operations && peer is not null) { OperationTable.Print(options, peer); }
        Console.WriteLine($"\nload average {PeerCommand.Load()}");
        return met ? 0 : 1;
    }

    /// <summary>The options of ours, as far as both loops share them.</summary>
    public static EegImageClassificationOptions Ours(TrainingBenchOptions options, int epochs, ITrainingObserver observer) => new()
    {
        Network = options.Network,
        Epochs = epochs,
        BatchSize = options.Batch,
        Seed = Seed,
        Device = TrainingDevice.Cpu,
        Optimizer = new AdamWOptions(),
        Schedule = new ConstantSchedule(),
        Observer = observer,
    };

    /// <summary>Trains ours on data through the public estimator.</summary>
    public static void Train(TrainingData data, EegImageClassificationOptions options)
    {
        var context = new MLContext(seed: 0);
        new EegImageClassificationEstimator(context, options).Fit(data.View(context));
    }

    private static bool Step(TrainingBenchOptions options, int size, TorchPeer? peer)
    {
        RequireEqualLosses(options, size, peer);
        var data = new TrainingData(options.Batch * options.Steps, size);
        using var bare = new BareLoop(options.Network, data, options.Batch, Seed);
        peer?.SetUp(options.Network, data, options.Batch, bare.Spec, bare.Weights);
        var (bares, peers) = (new List<Took>(), new List<Took>());
        var watch = new EpochWatch(epoch =>
        {
            var first = epoch % 2 == 0;
            if (first && peer is not null) { peers.Add(peer.Time(options.Steps)); }
            var start = Took.Now;
            bare.Run(options.Steps);
            bares.Add(Took.Now - start);
            if (!first && peer is not null) { peers.Add(peer.Time(options.Steps)); }
        });
        Train(data, Ours(options, options.Rounds + 1, watch));
        var met = true;
        foreach (var (name, of) in new (string, Func<Took, double>)[] { ("processor", took => took.ProcessorMs), ("of it kernel", took => took.KernelMs), ("clock", took => took.WallMs) })
        {
            // The first round warms everything up.
            var (our, their, python) = (Steady(watch.Epochs, of), Steady(bares, of), Steady(peers, of));
            var ratio = our.Zip(their, (a, b) => a / b).ToArray();
            if (name == "processor") { met = PeerResult.Median(ratio) <= Goal; }
            var toPython = python.Length == 0 ? "" : Spread([.. their.Zip(python, (a, b) => a / b)], "0.00");
            Console.WriteLine($"| {size} | {name} | {PerStep(our, options)} | {PerStep(their, options)} | {(python.Length == 0 ? "" : PerStep(python, options))} | {Spread(ratio, "0.00")} | {toPython} |");
        }
        return met;
    }

    /// <summary>Nothing is timed before both loops (and Python) have shown the same losses.</summary>
    private static void RequireEqualLosses(TrainingBenchOptions options, int size, TorchPeer? peer)
    {
        var data = new TrainingData(options.Batch, size);
        using var bare = new BareLoop(options.Network, data, options.Batch, Seed);
        peer?.SetUp(options.Network, data, options.Batch, bare.Spec, bare.Weights);
        var reference = bare.Run(ComparedSteps);
        var watch = new EpochWatch(_ => { });
        Train(data, Ours(options, ComparedSteps, watch));
        Require.Close([.. watch.Losses.Select(loss => (float)loss)], reference, LossTolerance, $"the loss of {options.Network} at {size} px");
        if (peer is not null) { Require.Close(peer.Losses(ComparedSteps), reference, LossTolerance, $"Python's loss of {options.Network} at {size} px"); }
    }

    private static double[] Steady(List<Took> rounds, Func<Took, double> of) => [.. rounds.Skip(1).Select(of)];

    private static string PerStep(double[] rounds, TrainingBenchOptions options) => Spread([.. rounds.Select(ms => ms / options.Steps)], "0");

    /// <summary>Median (min-max).</summary>
    internal static string Spread(double[] values, string form) => string.Create(CultureInfo.InvariantCulture, $"{PeerResult.Median(values).ToString(form, CultureInfo.InvariantCulture)} ({values.Min().ToString(form, CultureInfo.InvariantCulture)}-{values.Max().ToString(form, CultureInfo.InvariantCulture)})");
}
