using BenchmarkDotNet.Attributes;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Benchmarks;

/// <summary>One suggestion of the tuners for five real parameters, after so many finished trials.</summary>
[InProcess]
public class TuningBenchmarks
{
    private readonly SearchSpace _space = new(Enumerable.Range(0, 5).Select(i => new SearchParameter($"x{i}", new FloatDistribution(-5, 5))));
    private TuningContext _context = null!;

    [Params(100, 1000)]
    public int FinishedTrials { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var history = new List<Trial>();
        for (var number = 0; number < FinishedTrials; number++)
        {
            var values = new RandomTuner().Propose(new TuningContext { Space = _space, Seed = 1, TrialNumber = number });
            var value = values.Sum(p => p.InternalValue * p.InternalValue);
            history.Add(new Trial { Id = number, Number = number, State = TrialState.Complete, Parameters = values, Values = [value] });
        }
        _context = new TuningContext { Space = _space, Seed = 1, TrialNumber = FinishedTrials, History = history };
        if (!Tpe().Equals(Tpe())) { throw new InvalidOperationException("The same context gave two proposals; not timed."); }
    }

    [Benchmark]
    public ParameterValues Tpe() => new TpeTuner().Propose(_context);

    [Benchmark]
    public ParameterValues Random() => new RandomTuner().Propose(_context);
}
