using Hms.Tuning.Running;

namespace Hms.Tests.Tuning.Running;

/// <summary>A trial runner made of a function.</summary>
internal sealed class FunctionRunner(Func<TrialSettings, ITrialReporter, CancellationToken, Task<TrialResult>> run) : ITrialRunner
{
    public FunctionRunner(Func<TrialSettings, double> objective)
        : this((settings, _, _) => Task.FromResult(TrialResult.Completed(objective(settings)))) { }

    public FunctionRunner(Func<TrialSettings, ITrialReporter, TrialResult> run)
        : this((settings, reporter, _) => Task.FromResult(run(settings, reporter))) { }

    public Task<TrialResult> RunAsync(TrialSettings settings, ITrialReporter reporter, CancellationToken cancellationToken) => run(settings, reporter, cancellationToken);
}
