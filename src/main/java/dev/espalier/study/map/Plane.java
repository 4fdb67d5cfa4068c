package dev.espalier.study.map;

/**
 * The value of a plan between kinks: {@code atOrigin + perU (u - u0) + perV (v - v0) + perBoth (u -
 * u0) (v - v0)} for quantities u and v.
 *
 * @param u0 the first quantity at the origin
 * @param v0 the second one
 * @param atOrigin the value there
 * @param perU change for each unit of the first quantity
 * @param perV change for each unit of the second quantity
 * @param perBoth change for each product of both; 0 where they add up
 */
record Plane(double u0, double v0, double atOrigin, double perU, double perV, double perBoth) {

  double at(double u, double v) {
    double du = u - u0;
    double dv = v - v0;
    return atOrigin + perU * du + (perV + perBoth * du) * dv;
  }
}
