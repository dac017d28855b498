using System.Globalization;
using Hms.Experiments.Commands;
using Hms.Training;

namespace Hms.Experiments.Reporting;

/// <summary>Shows a training to the person watching: fold, epoch, batch, images per second and time left on one line that is redrawn, or in plain lines now and then; a line per epoch.</summary>
internal sealed class TrainMonitor : ITrainingObserver, IDisposable
{
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(30);

    private readonly CommandTerminal _terminal;
    private readonly int _folds;
    private readonly string? _name;
    private readonly long _started;
    private readonly List<EpochReport> _epochs = [];
    private long _lastShown;
    private double? _doneBefore;
    private bool _drawn;

    /// <summary>Starts watching.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="folds">Folds in all.</param>
    /// <param name="name">What is trained instead of a fold; null for folds.</param>
    public TrainMonitor(CommandTerminal terminal, int folds, string? name = null)
    {
        (_terminal, _folds, _name) = (terminal, folds, name);
        _started = _lastShown = terminal.Clock.GetTimestamp();
    }

    /// <summary>All epochs, those before a resume included, without the rows.</summary>
    public IReadOnlyList<EpochReport> Epochs => _epochs;

    /// <inheritdoc />
    public TrainingDecision OnResumed(IReadOnlyList<EpochReport> epochs)
    {
        _epochs.AddRange(epochs.Select(epoch => epoch with { ValidationRowKl = null }));
        return TrainingDecision.Continue;
    }

    /// <inheritdoc />
    public void OnBatch(BatchReport report)
    {
        var done = (report.Fold + (report.Epoch - 1 + report.Batch / (double)report.BatchCount) / report.EpochCount) / _folds;
        _doneBefore ??= done;
        if (_terminal.Clock.GetElapsedTime(_lastShown) < (_terminal.IsTerminal ? TerminalInterval : PlainInterval)) { return; }
        _lastShown = _terminal.Clock.GetTimestamp();
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{Name(report.Fold)} epoch {report.Epoch}/{report.EpochCount} batch {report.Batch}/{report.BatchCount}, {report.RowsPerSecond:F1} images/s, {Left(done)} left");
        if (_terminal.IsTerminal) { _terminal.Error.Write("\r\u001b[K" + text); }
        else { _terminal.Error.WriteLine(text); }
        _drawn = _terminal.IsTerminal;
    }

    /// <inheritdoc />
    public TrainingDecision OnEpoch(EpochReport report)
    {
        _epochs.Add(report with { ValidationRowKl = null });
        var line = string.Create(CultureInfo.InvariantCulture, $"{Name(report.Fold)} epoch {report.Epoch}/{report.EpochCount}: training loss {report.TrainKl:F4}");
        if (report.ValidationKl is { } kl) { line += string.Create(CultureInfo.InvariantCulture, $", held-out KL {kl:F4}"); }
        if (report.HighVoteKl is { } high) { line += string.Create(CultureInfo.InvariantCulture, $" ({high:F4} on {report.HighVoteRows} rows with many votes)"); }
        EndLine();
        _terminal.Error.WriteLine(line + string.Create(CultureInfo.InvariantCulture, $", {report.RowsPerSecond:F0} images/s"));
        return TrainingDecision.Continue;
    }

    /// <inheritdoc />
    public void OnCompleted(TrainingSummary summary)
    {
        foreach (var epoch in summary.EarlyStops) { _terminal.Error.WriteLine($"{Name(summary.Fold)}: stopped early after epoch {epoch}, the held-out KL no longer falls"); }
    }

    /// <summary>Clears a line that is being redrawn.</summary>
    public void EndLine()
    {
        if (_drawn) { _terminal.Error.Write("\r\u001b[K"); }
        _drawn = false;
    }

    /// <inheritdoc />
    public void Dispose() => EndLine();

    private string Name(int fold) => _name ?? string.Create(CultureInfo.InvariantCulture, $"fold {fold}");

    private string Left(double done)
    {
        var share = done - (_doneBefore ?? done);
        return share > 0 ? Durations.Format(_terminal.Clock.GetElapsedTime(_started) * ((1 - done) / share)) : "?";
    }
}
