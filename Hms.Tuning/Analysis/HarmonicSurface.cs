namespace Hms.Tuning.Analysis;

/// <summary>A surface on a grid through given values: each other cell is the mean of its neighbours (Laplace's equation, free edges), by successive over-relaxation.</summary>
internal static class HarmonicSurface
{
    private const int MostSweeps = 20_000;
    private const double Tolerance = 1e-10;

    /// <param name="points">Column, row and value; several in one cell are averaged. At least one.</param>
    /// <param name="width">Number of columns.</param>
    /// <param name="height">Number of rows.</param>
    /// <returns>Shape [row][column].</returns>
    public static double[][] Through(IEnumerable<(int X, int Y, double Value)> points, int width, int height)
    {
        var known = points.GroupBy(p => (p.X, p.Y)).ToDictionary(g => g.Key, g => g.Average(p => p.Value));
        var mean = known.Values.Average();
        var scale = Math.Max(known.Values.Max() - known.Values.Min(), double.Epsilon);
        var surface = Enumerable.Range(0, height).Select(_ => Enumerable.Repeat(mean, width).ToArray()).ToArray();
        var isFree = Enumerable.Range(0, height).Select(_ => Enumerable.Repeat(true, width).ToArray()).ToArray();
        foreach (var ((x, y), value) in known) { (surface[y][x], isFree[y][x]) = (value, false); }
        var relaxation = 2 / (1 + Math.Sin(Math.PI / (2.0 * Math.Max(width, height))));
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            if (Relax(surface, isFree, relaxation) <= Tolerance * scale) { break; }
        }
        return surface;
    }

    /// <summary>One sweep; gives the largest change.</summary>
    private static double Relax(double[][] surface, bool[][] isFree, double relaxation)
    {
        var largest = 0.0;
        var (height, width) = (surface.Length, surface[0].Length);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (!isFree[y][x]) { continue; }
                var (sum, count) = (0.0, 0);
                if (x > 0) { (sum, count) = (sum + surface[y][x - 1], count + 1); }
                if (x < width - 1) { (sum, count) = (sum + surface[y][x + 1], count + 1); }
                if (y > 0) { (sum, count) = (sum + surface[y - 1][x], count + 1); }
                if (y < height - 1) { (sum, count) = (sum + surface[y + 1][x], count + 1); }
                var change = count == 0 ? 0 : relaxation * (sum / count - surface[y][x]);
                surface[y][x] += change;
                largest = Math.Max(largest, Math.Abs(change));
            }
        }
        return largest;
    }
}
