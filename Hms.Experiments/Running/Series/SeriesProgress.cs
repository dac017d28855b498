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
    private double _secondsRun;
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
        _secondsRun += terminal.Clock.GetElapsedTime(began).TotalSeconds;
        _began = null;
    }

    private string Left()
    {
        var left = items.Where(item => !_over.Contains(item.Name)).Sum(item => item.Weight);
        return _weightRun > 0 ? $", about {Durations.Format(TimeSpan.FromSeconds(_secondsRun / _weightRun * left))} left" : "";
    }

    private static string Verb(SeriesKind kind) => kind switch
    {
        SeriesKind.Training => "trains",
        SeriesKind.Sweep => "searches",
        _ => "joins its members",
    };
}
