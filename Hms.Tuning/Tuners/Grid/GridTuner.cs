using System.Runtime.CompilerServices;
using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners.Grid;

/// <summary>Tries every combination of a discrete space once, each branch of a conditional space with its own parameters only.</summary>
/// <remarks>
/// A trial gets the first cell, in the chosen order, that no earlier trial has; so trial n gets cell n, cells that enqueued trials have tried are left out,
/// and a trial that is run again keeps its cell. A failed or pruned trial's cell counts as tried, that of a warm start
/// (a negative number: a trial of another study) does not. Partly fixed trials get a cell of the
/// rest of the grid: one that was tried already when none is left, so that an enqueued trial always gets its values.
/// </remarks>
public sealed class GridTuner : IFiniteTuner
{
    private readonly GridOptions _options;
    private readonly ConditionalWeakTable<SearchSpace, ConditionalWeakTable<ParameterValues, Indexed>> _grids = [];

    /// <summary>Takes the options.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public GridTuner(GridOptions? options = null)
    {
        _options = options ?? new GridOptions();
        var errors = _options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">A continuous parameter has neither a step nor a number of points; the message names each.</exception>
    /// <exception cref="InvalidOperationException">Every cell has been tried.</exception>
    public ParameterValues Propose(TuningContext context)
    {
        var grid = GridOf(context.Space, context.Fixed);
        var used = Used(grid, context);
        if (used.Count >= grid.Cells.Count)
        {
            if (context.Fixed.Count == 0) { throw new InvalidOperationException($"All {grid.Cells.Count} cells of the grid have been tried; end the sweep (ask {nameof(IsExhausted)}), or search with another tuner."); }
            return grid.Cells[Cell(grid.Cells, 0, context.Seed)];
        }
        for (var position = 0L; ; position++)
        {
            var cell = Cell(grid.Cells, position, context.Seed);
            if (!used.Contains(cell)) { return grid.Cells[cell]; }
        }
    }

    /// <summary>Number of cells.</summary>
    /// <param name="space">The parameters.</param>
    /// <exception cref="ArgumentException">A continuous parameter has neither a step nor a number of points; the message names each.</exception>
    public long? TrialCount(SearchSpace space) => GridOf(space, ParameterValues.Empty).Cells.Count;

    /// <summary>True when all cells, those with the fixed values where there are any, have been tried or are under way.</summary>
    /// <param name="context">The context of the next trial.</param>
    public bool IsExhausted(TuningContext context)
    {
        var grid = GridOf(context.Space, context.Fixed);
        return Used(grid, context).Count >= grid.Cells.Count;
    }

    private static HashSet<long> Used(Indexed grid, TuningContext context) => [.. context.History.Concat(context.Pending).Where(x => x.Number >= 0).Select(x => grid.IndexOf(x.Parameters)).Where(x => x >= 0)];

    private long Cell(GridCells cells, long position, ulong seed) => _options.Order == GridOrder.Shuffled ? cells.Shuffle(position, seed) : position;

    private Indexed GridOf(SearchSpace space, ParameterValues decided) => _grids.GetValue(space, _ => [])
        .GetValue(decided.Count == 0 ? ParameterValues.Empty : decided, x => new Indexed(new GridCells(space, _options, x)));

    /// <summary>A grid that remembers the cells of values it has seen.</summary>
    private sealed class Indexed(GridCells cells)
    {
        private readonly ConditionalWeakTable<ParameterValues, object> _known = [];

        public GridCells Cells => cells;

        /// <summary>The cell of the values; −1 when they are not on the grid.</summary>
        public long IndexOf(ParameterValues values) => (long)_known.GetValue(values, x => cells.IndexOf(x) ?? -1L);
    }
}
