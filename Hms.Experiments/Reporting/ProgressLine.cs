using Hms.Experiments.Commands;

namespace Hms.Experiments.Reporting;

/// <summary>One line of progress: count, share, rate and time left. Redrawn on a terminal; a plain line every ten seconds elsewhere.</summary>
/// <remarks>Safe to call from any thread.</remarks>
internal sealed class ProgressLine : IDisposable
{
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);
    private readonly CommandTerminal _terminal;
    private readonly string _unit;
    private readonly long _started;
    private readonly Lock _gate = new();
    private long _lastShown;
    private int _done;
    private bool _drawn;
    private bool _closed;

    public ProgressLine(CommandTerminal terminal, string unit)
    {
        _terminal = terminal;
        _unit = unit;
        _started = _lastShown = terminal.Clock.GetTimestamp();
    }

    /// <summary>Number of units in all; 0 while unknown.</summary>
    public int Total { get; set; }

    /// <summary>One more unit is done.</summary>
    public void Step()
    {
        lock (_gate) { Report(_done + 1); }
    }

    /// <summary>So many units are done.</summary>
    public void Report(int done)
    {
        lock (_gate)
        {
            _done = Math.Max(done, _done);
            var interval = _terminal.IsTerminal ? TerminalInterval : PlainInterval;
            if (_closed || _terminal.Clock.GetElapsedTime(_lastShown) < interval) { return; }
            _lastShown = _terminal.Clock.GetTimestamp();
            Write();
        }
    }

    /// <summary>Ends the line.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed) { return; }
            _closed = true;
            if (_terminal.IsTerminal && _drawn)
            {
                Write();
                _terminal.Error.WriteLine();
            }
        }
    }

    private void Write()
    {
        var seconds = _terminal.Clock.GetElapsedTime(_started).TotalSeconds;
        var rate = seconds > 0 ? _done / seconds : 0;
        var text = Total > 0 ? $"{_done}/{Total} {_unit}, {rate:F1}/s, {Left(rate)} left" : $"{_done} {_unit}, {rate:F1}/s";
        if (_terminal.IsTerminal) { _terminal.Error.Write("\r\u001b[K" + text); }
        else { _terminal.Error.WriteLine(text); }
        _drawn = true;
    }

    private string Left(double rate) => rate > 0 ? Durations.Format(TimeSpan.FromSeconds((Total - _done) / rate)) : "?";
}
