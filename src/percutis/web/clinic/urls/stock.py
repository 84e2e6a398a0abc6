"""Addresses of devices, cartridges, products and lots."""

from percutis.web.accounts.rights import Right
from percutis.web.clinic.page import page
from percutis.web.clinic.views import lots, stock

pages = [
    page("stock/", stock.index, Right.STOCK, "stock"),
    page("stock/devices/new/", stock.new_device, Right.STOCK, "device_new"),
    page("stock/devices/<int:device>/retire/", stock.retire, Right.STOCK, "device_retire"),
    page("stock/cartridges/new/", stock.new_cartridges, Right.STOCK, "cartridges_new"),
    page("stock/cartridges/<int:cartridge>/discard/", stock.discard, Right.STOCK, "cartridge_discard"),
    page("stock/products/new/", stock.new_product, Right.STOCK, "product_new"),
    page("stock/products/<int:product>/finish/", stock.finish, Right.STOCK, "product_finish"),
    page("stock/lots/<path:lot>/", lots.show, Right.STOCK, "lot"),
    page("stock/recall/<path:lot>/", lots.recall, Right.STOCK, "lot_recall"),
]
