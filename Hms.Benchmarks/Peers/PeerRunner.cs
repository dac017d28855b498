using System.Diagnostics;

namespace Hms.Benchmarks.Peers;

/// <summary>Runs one case: equality first, then rounds in which ours and theirs take turns.</summary>
/// <remarks>A round's time is that of its fastest call, on both sides: what a call takes when nothing else takes the processor. The ratio is formed within the round.</remarks>
internal sealed class PeerRunner(PythonPeer python, MachinePeak peak, int rounds)
{
    private const double RoundMs = 60;
    private const double WarmUpMs = 400;
    private const int MinimumCalls = 5;
    private const int MaximumCalls = 500;

    public PeerResult Run(PeerCase @case)
    {
        var result = new PeerResult(@case.Name, @case.About, @case.Goal) { Flops = @case.Work.Flops, Bytes = @case.Work.Bytes, FloorMs = @case.Work.FloorMs(peak) };
        try
        {
            var reference = python.SetUp(@case);
            var kernel = @case.Prepare();
            kernel.Run();
            var error = kernel.Result.ErrorAgainst(reference);
            result = result with { Error = error };
            if (!(error <= @case.Tolerance)) { return result with { Failed = $"differs from the peer by {error:G3} of its largest value, {@case.Tolerance:G3} is allowed; not timed" }; }
            return Time(result, kernel);
        }
        catch (PeerUnavailableException exception) { return result with { Skipped = exception.Message }; }
    }

    private PeerResult Time(PeerResult result, PeerKernel kernel)
    {
        WarmUp(kernel.Run);
        var oursCalls = Calls(PeerResult.Median(TimeOurs(kernel.Run, MinimumCalls)));
        var theirsCalls = Calls(PeerResult.Median(python.Time(MinimumCalls)));
        double[] ours = new double[rounds], theirs = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            // Who goes first changes, so that a slow drift of the machine favours neither.
            if (round % 2 == 0) { ours[round] = TimeOurs(kernel.Run, oursCalls).Min(); }
            theirs[round] = python.Time(theirsCalls).Min();
            if (round % 2 == 1) { ours[round] = TimeOurs(kernel.Run, oursCalls).Min(); }
        }
        return result with
        {
            OursMs = PeerResult.Median(ours),
            TheirsMs = PeerResult.Median(theirs),
            Ratios = [.. theirs.Zip(ours, (their, our) => their / our)],
            AllocatedBytes = Allocated(kernel.Run),
        };
    }

    /// <summary>Long enough that the compiler has put its best code in place.</summary>
    private static void WarmUp(Action run)
    {
        for (var half = 0; half < 2; half++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var calls = 0; calls < 40 || Stopwatch.GetElapsedTime(start).TotalMilliseconds < WarmUpMs; calls++)
            {
                run();
                if (calls >= MinimumCalls && Stopwatch.GetElapsedTime(start).TotalMilliseconds > 10 * WarmUpMs) { break; }
            }
            Thread.Sleep(100);
        }
    }

    private static double[] TimeOurs(Action run, int calls)
    {
        var times = new double[calls];
        run(); // caches are warm on the other side, too
        for (var call = 0; call < calls; call++)
        {
            var start = Stopwatch.GetTimestamp();
            run();
            times[call] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        return times;
    }

    private static long Allocated(Action run)
    {
        const int Calls = 4;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < Calls; call++) { run(); }
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    private static int Calls(double ms) => Math.Clamp((int)Math.Ceiling(RoundMs / Math.Max(ms, 1e-3)), MinimumCalls, MaximumCalls);
}
