using Hms.Experiments.Commands;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Running.Series;

/// <summary>One line as each item of a series begins: which of how many, the time used, the time left.</summary>
/// <param name="items">The items.</param>
/// <param name="terminal">Where to write.</param>
internal sealed class SeriesProgress(IReadOnlyList<SeriesItem> items, CommandTerminal terminal)
{
    private readonly long _started = terminal.Clock.GetTimestamp();
    private readonly HashSet<string> _over = [];
    private double _weightRun;
    private readonly List<double> _trainings = [];
    private readonly List<double> _ensembles = [];
    private long? _began;

    /// <summary>An item begins.</summary>
    /// <param name="item">The item.</param>
    /// <param name="isThere">Whether its run is there already.</param>
    public void Begin(SeriesItem item, bool isThere)
    {
        _began = isThere ? null : terminal.Clock.GetTimestamp();
        var used = Durations.Format(terminal.Clock.GetElapsedTime(_started));
        terminal.Error.WriteLine($"[{_over.Count + 1}/{items.Count}] {item.Name}: {(isThere ? "is there already, with the same configuration, scale and data" : Verb(item.Kind))} ({used} used{Left()})");
    }

    /// <summary>An item has ended, in whatever way.</summary>
    /// <param name="item">The item.</param>
    public void End(SeriesItem item)
    {
        _over.Add(item.Name);
        if (_began is not { } began) { return; }
        _weightRun += item.Weight;
        (item.Kind == SeriesKind.Ensemble ? _ensembles : _trainings).Add(terminal.Clock.GetElapsedTime(began).TotalSeconds);
        _began = null;
    }

    /// <summary>Trainings by their weight; an ensemble as long as those that ran, before the first as long as a training on average. Nothing where nothing is known.</summary>
    private string Left()
    {
        SeriesItem[] left = [.. items.Where(item => !_over.Contains(item.Name))];
        var (weight, ensembles) = (left.Sum(item => item.Weight), left.Count(item => item.Kind == SeriesKind.Ensemble));
        if ((weight > 0 && _weightRun == 0) || (ensembles > 0 && _ensembles.Count + _trainings.Count == 0)) { return ""; }
        var seconds = weight > 0 ? _trainings.Sum() / _weightRun * weight : 0;
        if (ensembles > 0) { seconds += ensembles * (_ensembles.Count > 0 ? _ensembles : _trainings).Average(); }
        return left.Length > 0 ? $", about {Durations.Format(TimeSpan.FromSeconds(seconds))} left" : "";
    }

    private static string Verb(SeriesKind kind) => kind switch
    {
        SeriesKind.Training => "trains",
        SeriesKind.Sweep => "searches",
        _ => "joins its members",
    };
}
